import { describe, expect, test } from 'vitest'

import {
  addBeside,
  addNode,
  chooseNode,
  emptyTree,
  pathTo,
  removeNode,
  shownPath,
  versionsByParent,
  type MessageTree,
} from './message-tree.ts'

// A line such as "a, b<a, c<a" builds a tree: c is another version of b.
function grown(line: string): MessageTree {
  return line.split(', ').reduce((tree, step) => {
    const [id = '', parent] = step.split('<')
    return addNode(tree, { id, parent, message: { role: 'user', content: id } })
  }, emptyTree)
}

const shown = (tree: MessageTree): string =>
  shownPath(tree)
    .map(({ id }) => id)
    .join(' ')

describe('a conversation with versions', () => {
  test('shows what was added last', () => expect(shown(grown('a, b<a, c<b'))).toBe('a b c'))

  test('shows another version in the place of the old one', () => expect(shown(grown('a, b<a, c<b, d<a'))).toBe('a d'))

  test('goes back to a version with all that followed it', () =>
    expect(shown(chooseNode(grown('a, b<a, c<b, d<a'), 'b'))).toBe('a b c'))

  test('has several first messages', () => {
    const tree = grown('a, b<a, c')
    expect(shown(tree)).toBe('c')
    expect(
      versionsByParent(tree)
        .get(undefined)
        ?.map(({ id }) => id),
    ).toEqual(['a', 'c'])
  })

  test('keeps a version beside without showing it', () => {
    const node = { id: 'c', parent: 'a', message: { role: 'user', content: 'c' } } as const
    const tree = addBeside(grown('a, b<a'), node)
    expect(shown(tree)).toBe('a b')
    expect(
      versionsByParent(tree)
        .get('a')
        ?.map(({ id }) => id),
    ).toEqual(['b', 'c'])
  })

  test('tells the way to a message that is not shown', () =>
    expect(pathTo(grown('a, b<a, c<b, d<a'), 'c').map(({ id }) => id)).toEqual(['a', 'b', 'c']))

  test('shows the version beside when one is taken away', () => {
    const tree = removeNode(grown('a, b<a, c<b, d<a, e<d'), 'd')
    expect(shown(tree)).toBe('a b c')
    expect(tree.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  test('is empty when its only message is taken away', () =>
    expect(removeNode(grown('a, b<a'), 'a')).toEqual(emptyTree))
})

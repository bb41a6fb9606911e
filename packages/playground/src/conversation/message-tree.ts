import type { ChatCompletionRequestMessage } from 'colloquy'

import type { AnswerRecord } from '../ask/answer-record.ts'
import { grouped } from './grouped.ts'

/** A message in a conversation, and where it stands. */
export interface MessageNode {
  readonly id: string
  /** The message before it; undefined for a first one. */
  readonly parent: string | undefined
  readonly message: ChatCompletionRequestMessage
  /** How the answer came about; undefined for what a person wrote and for an answer that is still being given. */
  readonly answer?: AnswerRecord | undefined
}

/**
 * A conversation with all its versions: an edited question or another answer stands beside the old one and hides none.
 * Plain data, changed by making a new one.
 */
export interface MessageTree {
  /** In the order they were made. */
  readonly nodes: readonly MessageNode[]
  /** The child shown, by its parent's id; the empty string stands for the beginning. */
  readonly chosen: Readonly<Record<string, string>>
}

export const emptyTree: MessageTree = { nodes: [], chosen: {} }

/** The messages shown, first to last. */
export function shownPath(tree: MessageTree): readonly MessageNode[] {
  const byId = new Map(tree.nodes.map((node) => [node.id, node]))
  const path: MessageNode[] = []
  for (let id = tree.chosen['']; id !== undefined; id = tree.chosen[id]) {
    const node = byId.get(id)
    if (node === undefined) break
    path.push(node)
  }
  return path
}

/** The messages from the first one to this one. */
export function pathTo(tree: MessageTree, id: string | undefined): readonly MessageNode[] {
  const byId = new Map(tree.nodes.map((node) => [node.id, node]))
  const path: MessageNode[] = []
  for (let node = byId.get(id ?? ''); node !== undefined; node = byId.get(node.parent ?? '')) path.push(node)
  return path.toReversed()
}

/** Adds a message after its parent, and shows it. */
export function addNode(tree: MessageTree, node: MessageNode): MessageTree {
  return { nodes: [...tree.nodes, node], chosen: { ...tree.chosen, [node.parent ?? '']: node.id } }
}

/** Adds a version beside the one that is shown, without showing it. */
export function addBeside(tree: MessageTree, node: MessageNode): MessageTree {
  return { ...tree, nodes: [...tree.nodes, node] }
}

/** Changes what a node holds. */
export function changeNode(
  tree: MessageTree,
  id: string,
  change: Partial<Pick<MessageNode, 'message' | 'answer'>>,
): MessageTree {
  return { ...tree, nodes: tree.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)) }
}

/** The versions at each place, by the message they follow; undefined stands for the beginning. */
export function versionsByParent({ nodes }: MessageTree): ReadonlyMap<string | undefined, readonly MessageNode[]> {
  return grouped(nodes, ({ parent }) => parent)
}

/** Shows this version, with what followed it. */
export function chooseNode(tree: MessageTree, id: string): MessageTree {
  const node = tree.nodes.find((each) => each.id === id)
  return node === undefined ? tree : { ...tree, chosen: { ...tree.chosen, [node.parent ?? '']: id } }
}

/** Takes a message away, and all that follows it; a version beside it is shown instead, where there is one. */
export function removeNode(tree: MessageTree, id: string): MessageTree {
  const node = tree.nodes.find((each) => each.id === id)
  if (node === undefined) return tree
  const gone = new Set([id])
  // Children are made after their parents, so one pass finds them all.
  for (const each of tree.nodes) if (each.parent !== undefined && gone.has(each.parent)) gone.add(each.id)
  const nodes = tree.nodes.filter((each) => !gone.has(each.id))
  const beside = nodes.findLast((each) => each.parent === node.parent)
  const { [node.parent ?? '']: shown, ...rest } = tree.chosen
  const kept = Object.fromEntries(Object.entries(rest).filter(([parent]) => !gone.has(parent)))
  const next = shown === id ? beside?.id : shown
  return { nodes, chosen: next === undefined ? kept : { ...kept, [node.parent ?? '']: next } }
}

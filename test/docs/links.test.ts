import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'

const root = new URL('../../', import.meta.url).pathname
const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((page) => page !== '' && existsSync(path.join(root, page)))

/** Targets of the links and images of a page that point into the repository. */
function linksOf(page: string): string[] {
  const text = readFileSync(path.join(root, page), 'utf8')
  return Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target).filter(
    (target) => !/^(?:[a-z]+:|#)/.test(target),
  )
}

/** The anchors of a page's headings, as GitHub makes them: lower case, without punctuation, `-` for each space. */
function anchorsOf(page: string): Set<string> {
  const text = readFileSync(path.join(root, page), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')
  return new Set(
    Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

describe('the documentation', () => {
  test.each(pages)('%s links only to files that exist', (page) => {
    const missing = linksOf(page).filter(
      (target) => !existsSync(path.join(root, path.dirname(page), target.replace(/#.*/, ''))),
    )
    expect(missing).toEqual([])
  })

  test.each(pages)('%s links only to headings that exist', (page) => {
    const text = readFileSync(path.join(root, page), 'utf8')
    const missing = Array.from(text.matchAll(/\]\(([^)\s:#]*)#([^)\s]+)\)/g), ([, file = '', anchor = '']) => ({
      file: file === '' ? page : path.join(path.dirname(page), file),
      anchor,
    })).filter(({ file, anchor }) => file.endsWith('.md') && !anchorsOf(file).has(anchor))
    expect(missing).toEqual([])
  })

  test('the life of a request names every station of complete.ts', () => {
    const walk = readFileSync(path.join(root, 'packages/engine/src/complete.ts'), 'utf8')
    const told = new Set(linksOf('docs/life-of-a-request.md').map((target) => path.basename(target)))
    const stations = Array.from(walk.matchAll(/from '\.\/(.+?)'/g), ([, file = '']) => path.basename(file))
    const plumbing = new Set(['model.ts', 'choice-generation.ts', 'completion-head.ts', 'outbox.ts', 'usage.ts'])
    expect(stations.filter((station) => !plumbing.has(station) && !told.has(station))).toEqual([])
  })
})

describe('examples', () => {
  const blocks = pages.flatMap((page) =>
    Array.from(
      readFileSync(path.join(root, page), 'utf8').matchAll(/<!-- (examples\/\S+) -->\n+```\w*\n([\s\S]*?)```/g),
      ([, file = '', code = '']) => [page, file, code] as const,
    ),
  )

  test('are shown by the README, and by a guide to each task of a program', () => {
    const showing = new Set(blocks.map(([page]) => page))
    expect(showing).toContain('README.md')
    expect([...showing].filter((page) => page.startsWith('docs/guides/')).length).toBeGreaterThan(9)
  })

  test.each(blocks)('%s shows %s as it is', (_, file, code) => {
    // The comment on top of an example tells how to run it; the prose does that there.
    const example = readFileSync(path.join(root, file), 'utf8').replace(/^(?:\/\/.*\n)+/, '')
    expect(code.trim()).toBe(example.trim())
  })
})

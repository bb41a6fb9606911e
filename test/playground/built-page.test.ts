import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'colloquy-page-'))
const build = fileURLToPath(new URL('../../packages/playground/build.mjs', import.meta.url))
beforeAll(() => void execFileSync(process.execPath, [build, folder]))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the built page', () => {
  test('loads no more than 150 kB at first, compressed', () => {
    const page = readFileSync(path.join(folder, 'page.js'), 'utf8')
    // What the page's script imports at once comes with it; the rest comes when it is needed.
    const first = readdirSync(folder).filter(
      (name) => name === 'page.js' || page.includes(`from"./${name}"`) || /html|css|svg/.test(name),
    )
    const bytes = first.map((name) => gzipSync(readFileSync(path.join(folder, name))).length)
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(150_000)
  })

  test('names no other host', () => {
    for (const name of readdirSync(folder)) {
      const text = readFileSync(path.join(folder, name), 'utf8')
      const hosts = Array.from(text.matchAll(/https?:\/\/([\w.-]+\.\w+)/g), ([, host]) => host)
      // Names of XML, and the address that stands in messages about what an address looks like.
      const known = new Set([
        'www.w3.org',
        'api.openai.com',
        'api.example.com',
        'api.test',
        'localhost',
        'github.com',
        'json-schema.org',
      ])
      expect(
        hosts.filter((host) => !known.has(host ?? '')),
        name,
      ).toEqual([])
    }
  })
})

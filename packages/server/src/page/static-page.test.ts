import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, test } from 'vitest'

import { createHandler } from '../app.ts'
import { readPage } from './read-page.ts'
import type { StaticPage } from './static-page.ts'

const page: StaticPage = new Map([
  ['index.html', { body: new TextEncoder().encode('<title>x</title>'), type: 'text/html; charset=utf-8' }],
])
const handler = createHandler(scriptedBackend(['Hello.']), { page, apiKeys: ['k'] })
const ask = (target: string, init?: RequestInit) => handler.fetch(new Request(`http://localhost${target}`, init))

describe('the page', () => {
  test('is at / without a key, and the API is not', async () => {
    const response = await ask('/')
    expect(await response.text()).toBe('<title>x</title>')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect((await ask('/v1/models')).status).toBe(401)
  })

  test('loads nothing from anywhere else', async () => {
    const policy = (await ask('/')).headers.get('content-security-policy')
    expect(policy).toMatch(/^default-src 'none'/)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  test('has a head without a body', async () => {
    const response = await ask('/', { method: 'HEAD' })
    expect([response.status, await response.text(), response.headers.get('content-length')]).toEqual([200, '', '16'])
  })

  test('is not sent again to a browser that has it', async () => {
    const first = await ask('/')
    const etag = first.headers.get('etag') ?? ''
    expect([etag, first.headers.get('cache-control')]).toEqual([expect.stringMatching(/^"[\w+/]{22}"$/), 'no-cache'])
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask('/', { headers: { 'if-none-match': known } })
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
      for (const name of ['content-security-policy', 'cross-origin-opener-policy'])
        expect(again.headers.get(name)).toBe(first.headers.get(name))
    }
    expect((await ask('/', { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
  })

  test.each(['/../package.json', '/%2e%2e/package.json', '/index.html/x', '//etc/passwd', '/package.json'])(
    'gives no other file for %s',
    async (target) => expect((await ask(target, { headers: { authorization: 'Bearer k' } })).status).toBe(404),
  )

  test('is read from a folder, files of known kinds only', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'page-'))
    expect(await readPage(pathToFileURL(`${folder}/`))).toBeUndefined()
    await Promise.all(['index.html', 'page.js', 'secret.env'].map((name) => writeFile(path.join(folder, name), name)))
    const read = await readPage(pathToFileURL(`${folder}/`))
    expect([...(read?.keys() ?? [])].toSorted()).toEqual(['index.html', 'page.js'])
  })
})

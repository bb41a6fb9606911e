import { createHandler, openStore, serveNode } from '@colloquy/server'
import { Colloquy } from 'colloquy'
import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

describe('colloquy completions', () => {
  test('lists, reads, changes and deletes what a server keeps', async () => {
    const { run, ids } = await place()
    const [first = '', second = ''] = ids
    const { stdout: table } = await run('ls')
    expect(table).toMatch(/^ID +CREATED/u)
    expect(table.indexOf(second)).toBeLessThan(table.indexOf(first))
    expect(table).toContain('team=red')
    expect(table).toContain('Hello.')
    expect((await run('ls', '--metadata', 'team=blue')).stdout).not.toContain(first)
    const more = await run('ls', '--limit', '1', '--oldest')
    expect(more.stderr).toContain(`--after ${first}`)
    expect((await run('ls', '--after', first, '--oldest')).stdout).toContain(second)

    expect(JSON.parse((await run('get', first)).stdout)).toMatchObject({ id: first, metadata: { team: 'red' } })
    expect((await run('messages', first)).stdout).toBe('user: Hi\n')
    expect((await run('update', first, '--metadata', 'team=green')).code).toBe(0)
    expect(JSON.parse((await run('get', first)).stdout)).toMatchObject({ metadata: { team: 'green' } })
    expect((await run('rm', first)).stderr).toBe(`Deleted ${first}.\n`)
    expect(await run('get', first)).toMatchObject({ code: 3, stderr: expect.stringContaining(first) })
  })

  test('prints what the server answers, as JSON', async () => {
    const { run, ids } = await place()
    const [first = ''] = ids
    expect(JSON.parse((await run('ls', '--json')).stdout)).toMatchObject({ object: 'list', data: [{}, {}] })
    expect(JSON.parse((await run('messages', first, '--json')).stdout)).toMatchObject({ first_id: `${first}-0` })
    expect(JSON.parse((await run('rm', first, '--json')).stdout)).toMatchObject({ deleted: true })
  })

  test.each([
    [['get'], 'needs the id'],
    [['forget', 'x'], 'Use one of: ls, get, messages, update, rm'],
    [['ls', '--metadata', 'red'], 'NAME=VALUE'],
    [['ls', 'x'], '"completions ls" takes no id'],
    [['update', 'x'], 'Give each as --metadata NAME=VALUE.'],
    [['rm', 'x', '--metadata', 'a=b'], 'It goes with "completions ls" and "completions update".'],
    [['get', 'x', '--limit', '3'], '"completions get" takes no --limit'],
  ])('refuses %j', async (argv, words) => {
    const io = new FakeIo()
    expect(await main(['completions', ...argv], io)).toBe(2)
    expect(io.stderr.text.replaceAll(/\s+/gu, ' ')).toContain(words)
  })
})

/** A server that keeps two completions, and the command that asks it. */
async function place() {
  const store = await openStore('memory')
  const handler = createHandler(scriptedBackend('Hello.'), { store, apiKeys: ['k'] })
  const server = await serveNode(handler, { port: 0 })
  onTestFinished(() => server.close())
  const baseURL = `${server.url}/v1`
  const { chat } = new Colloquy({ baseURL, apiKey: 'k' })
  const request = { model: 'scripted', messages: [{ role: 'user' as const, content: 'Hi' }], store: true }
  const ids: string[] = []
  for (const team of ['red', 'blue']) ids.push((await chat.createChatCompletion({ ...request, metadata: { team } })).id)
  const run = async (...argv: readonly string[]) => {
    const io = new FakeIo({ env: { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: 'k' } })
    const code = await main(['completions', ...argv], io)
    return { code, stdout: io.stdout.text, stderr: io.stderr.text }
  }
  return { run, ids }
}

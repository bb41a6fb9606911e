import { createHandler, openStore } from '@colloquy/server'
import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, test } from 'vitest'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

let files = 0

describe('colloquy keys', () => {
  test('makes a key that a running server takes at once, and prints it alone', async () => {
    const { address, run } = place()
    const store = await openStore(address)
    const server = createHandler(scriptedBackend('x'), { store })
    const ask = async (key: string) =>
      (await server.fetch(new Request('http://localhost/v1/models', { headers: { authorization: `Bearer ${key}` } })))
        .status
    expect(await ask('none')).toBe(200)
    const { stdout, stderr } = await run('add', 'ann', '--rpm', '60', '--budget', '1000000/month')
    expect(stdout).toMatch(/^sk-colloquy-[\w-]{43}\n$/u)
    expect(stderr).toContain('60 requests/min, 1000000 tokens/month')
    const key = stdout.trim()
    expect([await ask(key), await ask('none')]).toEqual([200, 401])

    const rotated = (await run('rotate', 'ann', '--grace', '1h')).stdout.trim()
    expect([await ask(key), await ask(rotated)]).toEqual([200, 200])
    const again = (await run('rotate', 'ann')).stdout.trim()
    expect([await ask(key), await ask(rotated), await ask(again)]).toEqual([401, 401, 200])
    await run('revoke', 'ann')
    expect(await ask(again)).toBe(401)
    await store[Symbol.asyncDispose]()
  })

  test('says which store it looked in and made a key in, since a server of another refuses it', async () => {
    const { address, run } = place()
    const path = address.replace('sqlite:', '')
    expect((await run('ls')).stderr).toContain(`no keys yet in ${path}.`)
    expect((await run('add', 'ann')).stderr).toContain(`; in ${path}.`)
  })

  test('lists keys with their limits and never the keys', async () => {
    const { run } = place()
    expect((await run('ls')).stderr).toContain('colloquy keys add NAME')
    const { stdout: key } = await run('add', 'ann', '--parallel', '2', '--expires', '30d')
    await run('limit', 'ann', '--parallel', '0', '--tpm', '500')
    const { stdout } = await run()
    expect(stdout).toMatch(/^NAME +STATE +LIMITS/u)
    expect(stdout).toMatch(/ann +until \d{4}-\S+ +500 tokens\/min +0 +key_/u)
    expect(stdout).not.toContain(key.trim())
    const [row] = JSON.parse((await run('ls', '--json')).stdout)
    expect(row).toMatchObject({ name: 'ann', limits: { tpm: 500 }, revoked: null, tokens_today: 0 })
    expect(Object.keys(row.limits)).toEqual(['tpm'])
  })

  test.each([
    [['add'], 'needs the name'],
    [['add', 'a b'], '1 to 64 letters'],
    [['forget', 'ann'], 'Use one of: add, ls, rotate, revoke, limit'],
    [['revoke', 'nobody'], 'no key "nobody" in use'],
    [['add', 'x', '--rpm', '-1'], 'must not be negative'],
    [['add', 'x', '--budget', '5'], '--budget 1000000/month'],
    [['add', 'x', '--expires', '2001-01-01'], 'in the future'],
    [['add', 'x', '--expires', 'soon'], 'it must be a time from now or a date'],
    [['add', 'x', '--expires', '31.12.2030'], '--expires 2030-01-31'],
    [['limit', 'x', '--expires', '1d'], '"keys limit" takes no --expires. It goes with "keys add".'],
    [['limit', 'x', '--owner', 'team'], '"keys limit" takes no --owner'],
    [['rotate', 'x', '--rpm', '3'], 'It goes with "keys add" and "keys limit".'],
    [['add', 'x', '--grace', '1d'], 'It goes with "keys rotate".'],
    [['ls', 'x'], '"keys ls" takes no name'],
    [['ls', '--store', 'sqlite:/dev/null/x.db'], 'Name the store that the server uses'],
    [['ls', '--store', 'memory'], 'Keys cannot be kept'],
    [['ls', '--store', 'none'], 'Keys cannot be kept'],
  ])('refuses %j', async (argv, words) => {
    const { run } = place()
    const { code, stderr } = await run(...argv)
    expect(code).toBe(2)
    expect(stderr.replaceAll(/\s+/gu, ' ')).toContain(words)
  })

  test('refuses a name that another key in use has', async () => {
    const { run } = place()
    await run('add', 'ann')
    const { code, stderr } = await run('add', 'ann')
    expect(code).toBe(2)
    expect(stderr).toContain('a key named `ann` already')
    await run('revoke', 'ann')
    expect((await run('add', 'ann')).code).toBe(0)
  })
})

/** A store of its own, and the command on it. */
function place() {
  const address = `sqlite:${temporaryPath(`keys-${++files}.db`)}`
  const run = async (...argv: readonly string[]) => {
    const io = new FakeIo({ env: { COLLOQUY_STORE: address } })
    const code = await main(['keys', ...argv], io)
    return { code, stdout: io.stdout.text, stderr: io.stderr.text }
  }
  return { address, run }
}

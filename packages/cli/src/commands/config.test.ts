import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ownWorld, runIn } from '../__fixtures__/own-world.ts'

const directory = mkdtempSync(join(tmpdir(), 'colloquy-config-'))
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})

describe('colloquy config', () => {
  const env = { COLLOQUY_SETTINGS: join(directory, 'deep', 'config.toml') }

  test('keeps settings and profiles, and every question heeds them', async () => {
    const io = ownWorld({ env })
    await runIn(io, 'config', 'set', 'model', 'big')
    await runIn(io, 'config', 'set', 'work.base-url', 'http://127.0.0.1:9/v1')
    await runIn(io, 'config', 'set', 'work.model', 'theirs')
    await runIn(io, 'config', 'set', 'system', 'Be brief.')
    expect((await runIn(io, 'config', 'get', 'work.model')).stdout).toBe('theirs\n')
    expect(readFileSync(env.COLLOQUY_SETTINGS, 'utf8')).toContain('[profiles.work]')
    expect(statSync(env.COLLOQUY_SETTINGS).mode & 0o077).toBe(0)
    await runIn(io, 'x')
    await runIn(io, '--profile', 'work', 'x')
    await runIn(io, '--profile', 'work', '-m', 'mine', '-s', 'Sing.', 'x')
    await runIn(io, '--profile', 'work', '--local', 'x')
    expect(io.requests.map(({ model, messages }) => [model, messages[0]?.content])).toEqual([
      ['big', 'Be brief.'],
      ['theirs', 'Be brief.'],
      ['mine', 'Sing.'],
      ['theirs', 'Be brief.'],
    ])
    expect(io.opened.map(({ target }) => target.kind)).toEqual(['local', 'endpoint', 'endpoint', 'local'])
    await runIn(io, 'config', 'set', 'model')
    expect((await runIn(io, 'config', 'get', 'model')).stdout).toBe('')
  })

  test('a setting that is none is refused by name, on the command line and in the file', async () => {
    expect((await runIn(ownWorld({ env }), 'config', 'set', 'modle', 'x')).stderr).toContain('"modle" is not a setting')
    const file = join(directory, 'odd.toml')
    writeFileSync(file, 'colour = "red"\n')
    expect((await runIn(ownWorld({ env: { COLLOQUY_SETTINGS: file } }), 'x')).stderr).toContain(
      '"colour", which is not a setting',
    )
    writeFileSync(file, '[[[')
    expect((await runIn(ownWorld({ env: { COLLOQUY_SETTINGS: file } }), 'x')).stderr).toContain('is not TOML')
  })

  test('edit opens the file, keeps what was written, and tells what is wrong in it', async () => {
    const file = join(directory, 'edited.toml')
    const edited = (text: string) => ownWorld({ env: { COLLOQUY_SETTINGS: file }, edit: () => text })
    expect(await runIn(edited('model = "big"'), 'config', 'edit')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `${file} is in order: 1 setting.\n`,
    })
    expect(readFileSync(file, 'utf8')).toBe('model = "big"\n')
    expect(await runIn(edited('modle = "big"'), 'config', 'edit')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('"modle", which is not a setting'),
    })
    expect((await runIn(edited(''), 'config', 'check')).exitCode).toBe(2)
    await runIn(ownWorld({ env: { COLLOQUY_SETTINGS: file }, edit: () => undefined }), 'config', 'edit')
    expect(readFileSync(file, 'utf8')).toBe('modle = "big"\n')
  })

  test('check tells of a file that is not there that nothing is set', async () => {
    expect(await runIn(ownWorld(), 'config', 'check')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('nothing is set'),
    })
  })

  test('a profile that is none is told with those there are', async () => {
    expect((await runIn(ownWorld({ env }), '--profile', 'home', 'x')).stderr).toContain('The profiles are work.')
  })

  test('a key of the settings stays with the endpoint of the settings', async () => {
    const file = join(directory, 'keyed.toml')
    writeFileSync(file, 'base-url = "http://127.0.0.1:9/v1"\napi-key-env = "MY_KEY"\n')
    const io = ownWorld({ env: { COLLOQUY_SETTINGS: file, MY_KEY: 'secret' } })
    await runIn(io, 'x')
    await runIn(io, '--base-url', 'http://127.0.0.1:10/v1', 'x')
    expect(io.opened.map(({ target }) => target.kind === 'endpoint' && target.apiKey)).toEqual(['secret', undefined])
  })
})

describe('the key of a profile', () => {
  const file = join(directory, 'profile.toml')
  writeFileSync(file, '[profiles.work]\nbase-url = "http://127.0.0.1:9/v1"\napi-key-env = "WORK_KEY"\n')
  const env = { COLLOQUY_SETTINGS: file }

  test('that is not set is told with the profile and the setting', async () => {
    const { exitCode, stderr } = await runIn(ownWorld({ env }), '--profile', 'work', 'x')
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'colloquy: The profile "work" names a variable for the key that is not set.\n' +
        '  Set that variable (colloquy config get work.api-key-env tells which), or name another: colloquy config set work.api-key-env VARIABLE. Help: colloquy help config\n',
    })
  })

  test('is not missed where another endpoint or this machine is asked', async () => {
    expect((await runIn(ownWorld({ env }), '--profile', 'work', '--local', 'x')).exitCode).toBe(0)
    expect(
      (await runIn(ownWorld({ env }), '--profile', 'work', '--base-url', 'http://127.0.0.1:10', 'x')).exitCode,
    ).toBe(0)
  })

  test('cannot be written into the settings itself', async () => {
    const { exitCode, stderr } = await runIn(ownWorld({ env }), 'config', 'set', 'work.api-key-env', 'sk-abc')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('never the key itself') })
    expect(stderr).not.toContain('sk-abc')
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { says } from '../__fixtures__/fake-io.ts'
import { ownWorld, runIn } from '../__fixtures__/own-world.ts'

const directory = mkdtempSync(join(tmpdir(), 'colloquy-keeping-'))
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})

describe('one question', () => {
  test('is kept with its answer, and -c goes on from there', async () => {
    const io = ownWorld({ answer: () => says('Windward') })
    await runIn(io, 'Name a boat')
    await runIn(io, '-c', 'Another')
    expect(io.requests[1]?.messages).toMatchObject([
      { role: 'user', content: 'Name a boat' },
      { role: 'assistant', content: 'Windward' },
      { role: 'user', content: 'Another' },
    ])
    expect(io.sessions.list()).toHaveLength(1)
  })

  test('--session begins a conversation of that name and goes on with it, its instructions too', async () => {
    const io = ownWorld()
    await runIn(io, '--session', 'boats', '-s', 'Be brief.', 'one')
    await runIn(io, '--session', 'boats', 'two')
    expect(io.requests[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  })

  test.each([
    [['--no-log'], {}],
    [[], { COLLOQUY_LOG: 'off' }],
  ])('is not kept with %j %j', async (flags, env) => {
    const io = ownWorld({ env })
    await runIn(io, ...flags, 'x')
    expect(io.sessions.list()).toEqual([])
    expect(await runIn(io, ...flags, '-c', 'y')).toMatchObject({ exitCode: 2 })
  })

  test('-c without a conversation is a fault of the command line', async () => {
    const { exitCode, stderr } = await runIn(ownWorld(), '-c', 'x')
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no conversation') })
  })

  test('is kept before the first word of its answer is shown', async () => {
    const io = ownWorld()
    const kept: unknown[] = []
    io.onWrite = () => kept.push(io.sessions.search('', { limit: 9 }).map(({ entry }) => entry.message.content))
    await runIn(io, 'Name a boat')
    expect(kept[0]).toEqual(['Name a boat'])
  })

  test('that failed before a word came is not kept', async () => {
    const io = ownWorld({
      answer: () => {
        throw new Error('no')
      },
    })
    await runIn(io, 'x')
    expect(io.sessions.list()).toEqual([])
  })
})

describe('colloquy sessions', () => {
  test('lists, shows, renames, branches and deletes', async () => {
    const io = ownWorld({ answer: () => says('Windward') })
    await runIn(io, 'Name a boat')
    const [session] = io.sessions.list()
    expect((await runIn(io, 'sessions')).stdout).toContain('Name a boat')
    expect((await runIn(io, 'sessions', 'show', 'Name a boat')).stdout).toBe(
      '# Name a boat\n\n**You**\n\nName a boat\n\n**Model**\n\nWindward\n',
    )
    await runIn(io, 'sessions', 'rename', session?.id ?? '', 'boats')
    const { stdout: copy } = await runIn(io, 'sessions', 'branch', 'boats', 'ships')
    expect(copy.trim()).toBe(io.sessions.find('ships')?.id)
    expect((await runIn(io, 'sessions', 'rm', 'boats')).exitCode).toBe(0)
    expect(io.sessions.list().map(({ name }) => name)).toEqual(['ships'])
  })

  test('gives back by import what export wrote', async () => {
    const io = ownWorld({ answer: () => says('Windward') })
    await runIn(io, '--session', 'boats', '-s', 'Be brief.', 'Name a boat')
    const { stdout } = await runIn(io, 'sessions', 'export', 'boats')
    const file = join(directory, 'boats.jsonl')
    writeFileSync(file, stdout)
    await runIn(io, 'sessions', 'import', file, 'again')
    expect((await runIn(io, 'sessions', 'export', 'again')).stdout).toBe(stdout)
    expect(stdout).toContain('{"role":"system","content":"Be brief."}\n')
  })

  test('recognises by import what is kept, and what has gone on since', async () => {
    const io = ownWorld({ answer: () => says('Windward') })
    await runIn(io, '--session', 'boats', 'Name a boat')
    const file = join(directory, 'known.jsonl')
    writeFileSync(file, (await runIn(io, 'sessions', 'export', 'boats')).stdout)
    await runIn(io, '--session', 'boats', 'Another')
    const { stdout, stderr } = await runIn(io, 'sessions', 'import', file)
    expect(stdout.trim()).toBe(io.sessions.find('boats')?.id)
    expect(stderr).toContain('kept already, as boats')
    expect(io.sessions.list()).toHaveLength(1)
    await runIn(io, 'sessions', 'import', file, 'a copy')
    await runIn(io, 'sessions', 'import', file, 'a copy')
    expect(io.sessions.list().map(({ name }) => name)).toEqual(['a copy', 'boats'])
  })

  test.each([
    [['sessions', 'show', 'none'], 'There is no conversation "none"'],
    [['sessions', 'lst'], 'Did you mean: colloquy sessions ls?'],
    [['sessions', 'rename', 'x'], 'There is no conversation'],
    [['sessions', 'import'], 'import needs a file'],
  ])('%j is told: %s', async (argv, told) => {
    expect(await runIn(ownWorld(), ...argv)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(told) })
  })

  test('an import that is no conversation names the field at fault', async () => {
    const file = join(directory, 'bad.jsonl')
    writeFileSync(file, '{"role":"user"}\n')
    const { exitCode, stderr } = await runIn(ownWorld(), 'sessions', 'import', file)
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('content') })
  })
})

describe('colloquy logs', () => {
  test('finds words in everything said, as text and as JSON', async () => {
    const io = ownWorld({ answer: () => says('Windward') })
    await runIn(io, 'Name a boat')
    await runIn(io, 'Sing')
    expect((await runIn(io, 'logs', '-q', 'wind', '-n', '1')).stdout).toContain('Windward')
    const { stdout } = await runIn(io, 'logs', '-q', 'boat', '--json')
    expect(JSON.parse(stdout)).toMatchObject([
      { name: 'Name a boat', message: { role: 'user', content: 'Name a boat' } },
    ])
  })

  test('path tells where and how to switch it off', async () => {
    const io = ownWorld({ env: { COLLOQUY_DB: '/x/y.db' } })
    expect(await runIn(io, 'logs', 'path')).toMatchObject({
      stdout: '/x/y.db\n',
      stderr: expect.stringContaining('COLLOQUY_LOG=off'),
    })
  })

  test('off keeps nothing more, on keeps again, and path tells which holds', async () => {
    const io = ownWorld({ env: { COLLOQUY_SETTINGS: join(directory, 'switch.toml') } })
    expect((await runIn(io, 'logs', 'off')).stderr).toContain('No conversation is kept from now on')
    await runIn(io, 'x')
    expect((await runIn(io, 'logs', 'path')).stderr).toContain('On: colloquy logs on.')
    await runIn(io, 'logs', 'on')
    await runIn(io, 'y')
    expect(io.sessions.list().map(({ name }) => name)).toEqual(['y'])
  })

  test('says where nothing is found', async () => {
    expect(await runIn(ownWorld(), 'logs', '-q', 'fog')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'No message holds "fog".\n',
    })
    expect((await runIn(ownWorld(), 'logs')).stderr).toBe('No message is kept yet.\n')
  })

  test('prune needs an age it can read', async () => {
    expect((await runIn(ownWorld(), 'logs', 'prune', '--older-than', 'long')).exitCode).toBe(2)
    expect((await runIn(ownWorld(), 'logs', 'prune', '--older-than', '30d')).stderr).toBe('Deleted 0 conversations.\n')
  })
})

describe('attachments and code', () => {
  test('-f sends text as text and an image as an image', async () => {
    const [text, image] = [join(directory, 'a.txt'), join(directory, 'b.bin')]
    writeFileSync(text, 'tide table')
    writeFileSync(image, Buffer.from('89504e470d0a1a0a00000000', 'hex'))
    const io = ownWorld()
    await runIn(io, '-f', text, '-f', image, 'What is this?')
    expect(io.requests[0]?.messages[0]?.content).toMatchObject([
      { type: 'text', text: 'a.txt:\ntide table' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgoAAAAA' } },
      { type: 'text', text: 'What is this?' },
    ])
  })

  test('-f - attaches what is piped in, an image as an image', async () => {
    const image = Buffer.from('89504e470d0a1a0a00000000', 'hex')
    const io = ownWorld({ piped: [image] })
    await runIn(io, '-f', '-', 'What is this?')
    expect(io.requests[0]?.messages[0]?.content).toMatchObject([
      { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgoAAAAA' } },
      { type: 'text', text: 'What is this?' },
    ])
  })

  test.each([
    [['-f', '-'], 'tide', 'what is piped in is attached'],
    [['-f', '-', 'x'], '', 'that is empty'],
    [['-f', '-', 'x'], undefined, 'and nothing is'],
    [['-f', '-', '-a', '-', 'x'], 'tide', 'attached twice'],
  ])('%j with %j piped in is told: %s', async (argv, piped, told) => {
    const io = ownWorld({ piped })
    expect(await runIn(io, ...argv)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(told) })
  })

  test('-f of what cannot be sent is told', async () => {
    const file = join(directory, 'c.bin')
    writeFileSync(file, Buffer.from([0, 1, 2, 255]))
    expect((await runIn(ownWorld(), '-f', file, 'x')).stderr).toContain('neither text nor an image')
    expect((await runIn(ownWorld(), '-f', join(directory, 'nothing'), 'x')).stderr).toContain('There is no file')
  })

  test('-x prints the first block of code and nothing else', async () => {
    const answer = () => says('Sure:\n```sh\nls', ' -l\n```\nThat lists.')
    expect((await runIn(ownWorld({ answer }), '-x', 'x')).stdout).toBe('ls -l\n')
    expect((await runIn(ownWorld({ answer: () => says('No code.') }), '-x', 'x')).stdout).toBe('No code.\n')
  })

  test('--schema fails with exit code 8 where the answer was cut, since it is no JSON then', async () => {
    const { piece } = await import('../__fixtures__/fake-io.ts')
    const answer = async function* () {
      yield piece({ content: '{"na' })
      yield piece({}, 'length')
    }
    expect((await runIn(ownWorld({ answer }), '--schema', 'name', 'x')).exitCode).toBe(8)
  })
})

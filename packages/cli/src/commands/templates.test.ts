import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ownWorld, runIn } from '../__fixtures__/own-world.ts'

const directory = mkdtempSync(join(tmpdir(), 'colloquy-templates-'))
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})

describe('templates', () => {
  const file = join(directory, 'translate.md')
  writeFileSync(file, '---\nsystem: You translate.\nschema: text\n---\nInto {{language}}: {{input}}\n')

  test('are filled with what is given and what is piped in', async () => {
    const io = ownWorld({ piped: 'Ahoy {{language}}\n' })
    await runIn(io, '-t', file, '-p', 'language=French')
    expect(io.requests[0]).toMatchObject({
      messages: [
        { role: 'system', content: 'You translate.' },
        { role: 'user', content: 'Into French: Ahoy {{language}}' },
      ],
      response_format: { type: 'json_schema' },
    })
  })

  test.each([
    [['-t', file], 'needs language'],
    [['-t', file, '-p', 'language=x', '-p', 'tone=y'], 'no place for tone'],
    [['-t', file, '-p', 'langage=x'], 'no place for langage'],
    [['-t', file, '-p', 'language=x', '-p', 'input=y'], 'cannot set input'],
    [['-t', 'none'], 'There is no template none'],
    [['-p', 'a=b', 'x'], '-p fills in a template'],
    [['-t', file, '-p', 'language'], 'must be name=value'],
  ])('%j is told: %s', async (argv, told) => {
    expect(await runIn(ownWorld(), ...argv)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(told) })
  })
})

describe('colloquy templates', () => {
  const env = { XDG_CONFIG_HOME: join(directory, 'templates-home'), COLLOQUY_SETTINGS: join(directory, 'none.toml') }
  const text = '---\nsystem: You translate.\n---\nInto {{language}}: {{input}}'

  test('edit writes one, ls and show tell of it, -t asks with it, rm deletes it', async () => {
    const io = ownWorld({ env, edit: () => text, piped: 'Ahoy' })
    expect((await runIn(io, 'templates')).stderr).toContain('colloquy templates edit NAME')
    expect((await runIn(io, 'templates', 'edit', 'translate')).stderr).toContain(
      "Ask with it: colloquy -t translate -p 'language=…'",
    )
    expect((await runIn(io, 'templates')).stdout).toBe(
      'NAME       PLACES           PROMPT\ntranslate  language, input  Into {{language}}: {{input}}\n',
    )
    expect((await runIn(io, 'templates', 'show', 'translate')).stdout).toBe(`${text}\n`)
    expect(JSON.parse((await runIn(io, 'templates', '--json')).stdout)).toMatchObject([{ system: 'You translate.' }])
    await runIn(io, '-t', 'translate', '-p', 'language=French')
    expect(io.requests[0]?.messages.at(-1)?.content).toBe('Into French: Ahoy')
    await runIn(io, 'templates', 'rm', 'translate')
    expect((await runIn(io, 'templates', 'show', 'translate')).exitCode).toBe(2)
  })

  test('a head that sets what it cannot is told, and the words are kept', async () => {
    const io = ownWorld({ env, edit: () => '---\nmodle: big\n---\nSing.' })
    expect(await runIn(io, 'templates', 'edit', 'song')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('modle: big'),
    })
    expect(readFileSync(join(env.XDG_CONFIG_HOME, 'colloquy', 'templates', 'song.md'), 'utf8')).toContain('Sing.')
  })

  test.each([
    [['templates', 'edit'], 'needs the name'],
    [['templates', 'rm', '../x'], 'needs the name'],
    [['templates', 'rm', 'none'], 'There is no template none'],
    [['templates', 'make'], 'The actions are ls, show, edit, rm.'],
  ])('%j is told: %s', async (argv, told) => {
    expect(await runIn(ownWorld({ env }), ...argv)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(told),
    })
  })
})

import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ChatCompletionChunk } from 'colloquy/protocol'
import { afterAll, describe, expect, test } from 'vitest'
import { FakeIo, type FakeIoOptions, piece, says } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

const directory = mkdtempSync(join(tmpdir(), 'colloquy-tools-'))
symlinkSync(fileURLToPath(new URL('../../../../node_modules', import.meta.url)), join(directory, 'node_modules'))
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})

const weather = join(directory, 'weather.mjs')
writeFileSync(
  weather,
  `export const weather = {
  name: 'weather',
  description: 'The weather of a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  run: ({ city }) => city + ': 12 °C',
}
export const other = 5
`,
)

async function* calls(name: string, args: string): AsyncGenerator<ChatCompletionChunk> {
  yield piece({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: args } }] })
  yield piece({}, 'tool_calls')
}

// Calls the tool first, then answers.
function callsThenSays(name: string, args: string, words = 'Mild.') {
  let turn = 0
  return () => (turn++ === 0 ? calls(name, args) : says(words))
}

async function run(argv: readonly string[], options: FakeIoOptions = {}) {
  const io = new FakeIo({ piped: '', answer: callsThenSays('weather', '{"city":"Kiel"}'), ...options })
  const exitCode = await main(argv, io)
  return { io, exitCode, stdout: io.stdout.text, stderr: io.stderr.text }
}

const outcome = (io: FakeIo) => io.requests[1]?.messages.at(-1)?.content

describe('--tool', () => {
  test('lets the model call a function of a module, and shows the calls beside the answer', async () => {
    const { io, exitCode, stdout, stderr } = await run(['--tool', weather, '--approve', 'auto', 'Warm?'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'Mild.\n' })
    expect(stderr).toBe('→ weather {"city":"Kiel"}\n← Kiel: 12 °C\n')
    expect(io.requests[0]?.tools).toMatchObject([{ function: { name: 'weather', parameters: { required: ['city'] } } }])
    expect(outcome(io)).toBe('Kiel: 12 °C')
  })

  test('which tool is to be called can be said in the request', async () => {
    const choice = '{"type":"function","function":{"name":"weather"}}'
    const { io, exitCode } = await run(['--tool', weather, '--approve', 'auto', '-o', `tool_choice=${choice}`, 'Warm?'])
    expect(exitCode).toBe(0)
    expect(io.requests[0]?.tool_choice).toEqual(JSON.parse(choice))
    const wrong = await run([
      '--tool',
      weather,
      '--approve',
      'auto',
      '-o',
      `tool_choice=${choice.replace('w', 'f')}`,
      'x',
    ])
    expect(wrong.exitCode).toBe(2)
  })

  test('--dry-run prints them with the request, and asks nobody', async () => {
    const { stdout } = await run(['--tool', weather, '--dry-run', '-m', 'm', 'Warm?'])
    expect(JSON.parse(stdout).tools).toMatchObject([{ type: 'function', function: { name: 'weather' } }])
  })

  test('takes TypeScript', async () => {
    const file = join(directory, 'typed.ts')
    writeFileSync(
      file,
      `interface Place { city: string }
export const tools = [{ name: 'weather', run: ({ city }: Place): string => city satisfies string }]
`,
    )
    expect(outcome((await run(['--tool', file, '--approve', 'auto', 'x'])).io)).toBe('Kiel')
  })

  test('keeps the whole exchange, so that -c can go on with it', async () => {
    const { io } = await run(['--tool', weather, '--approve', 'auto', 'Warm?'])
    const [session] = io.sessions.list()
    expect(io.sessions.path(session?.id ?? '').map(({ message }) => message.role)).toEqual([
      'user',
      'assistant',
      'tool',
      'assistant',
    ])
  })

  test('with --json prints the last answer only', async () => {
    const { stdout } = await run(['--tool', weather, '--approve', 'auto', '--json', 'x'])
    expect(JSON.parse(stdout)).toMatchObject({ choices: [{ message: { content: 'Mild.' } }] })
  })

  test('stops at --max-turns and says so', async () => {
    const { io, stderr } = await run(['--tool', weather, '--approve', 'auto', '--max-turns', '2', 'x'], {
      answer: () => calls('weather', '{"city":"Kiel"}'),
    })
    expect(io.requests).toHaveLength(2)
    expect(stderr).toContain('--max-turns')
  })

  test('a call that is cut at the token limit is told as that, not as too many turns', async () => {
    const { stderr } = await run(['--tool', weather, '--approve', 'auto', 'x'], {
      async *answer() {
        yield piece({
          tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"ci' } }],
        })
        yield piece({}, 'length')
      },
    })
    expect(stderr).toBe('The answer was cut at the token limit; --max-tokens sets it.\n')
  })

  test.each([
    [[join('/nowhere', 'x.mjs')], 'There is no tool file'],
    [[weather, '--tool', weather], 'two tools called weather'],
    [[weather, '--approve', 'maybe'], 'it must be ask, auto or never'],
  ])('%j is told: %s', async (argv, told) => {
    const { exitCode, stderr } = await run([
      '--tool',
      ...argv,
      ...(argv.includes('--approve') ? [] : ['--approve', 'auto']),
      'x',
    ])
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(told) })
  })
})

describe('approval', () => {
  test('where nobody can be asked, tools are refused before anything is asked', async () => {
    const { io, exitCode, stderr } = await run(['--tool', weather, 'x'])
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--approve auto') })
    expect(io.opened).toEqual([])
  })

  test('a tool file that is missing is told before approval is', async () => {
    const { exitCode, stderr } = await run(['--tool', join('/nowhere', 'x.mjs'), 'x'])
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no tool file'),
    })
  })

  test('no server is started where its tools could not be approved', async () => {
    const { stderr } = await run(['--mcp', 'no-such-command', 'x'])
    expect(stderr).toContain('--approve auto')
  })

  test('a call is shown whole before it is asked about, however narrow the terminal', async () => {
    const args = JSON.stringify({ city: 'Kiel'.repeat(30) })
    const { stderr } = await run(['--tool', weather], {
      piped: undefined,
      stdoutTTY: true,
      stderrTTY: true,
      columns: 40,
      answer: callsThenSays('weather', args),
      typed: ['Warm?\r', { after: 'Run weather?', send: 'n' }],
    })
    expect(stderr).toContain(args)
  })

  test.each([
    ['y', 'Kiel: 12 °C'],
    ['n', '{"error":"the call was refused: the user refused it"}'],
  ])('%s answers the question', async (letter, told) => {
    const typed = ['Warm?\r', { after: 'Run weather?', send: letter }]
    const { io, stderr } = await run(['--tool', weather], {
      piped: undefined,
      stdoutTTY: true,
      stderrTTY: true,
      typed,
    })
    expect(stderr).toContain('Run weather?')
    expect(outcome(io)).toBe(told)
  })

  test('Ctrl-C at the question stops the turn and leaves a conversation that can go on', async () => {
    const typed = ['Warm?\r', { after: 'Run weather?', send: '\u0003' }, 'And now?\r']
    const { io } = await run(['--tool', weather], {
      piped: undefined,
      stdoutTTY: true,
      stderrTTY: true,
      typed,
    })
    expect(io.requests[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'user'])
  })

  test('never tells the model that nothing runs', async () => {
    const { io } = await run(['--tool', weather, '--approve', 'never', 'x'])
    expect(outcome(io)).toContain('the user allows no tools to run')
  })
})

describe('--mcp', () => {
  const server = `${process.execPath} ${fileURLToPath(new URL('__fixtures__/tide-server.mjs', import.meta.url))}`

  test.each([
    ['Kiel', 'high at noon in Kiel'],
    ['Nowhere', '{"error":"no such port"}'],
  ])('lets the model call the tools of a server: %s', async (port, told) => {
    const answer = callsThenSays('tide', JSON.stringify({ port }))
    const { io } = await run(['--mcp', server, '--approve', 'auto', 'x'], { answer })
    expect(io.requests[0]?.tools).toMatchObject([{ function: { name: 'tide', description: 'The tide at a port.' } }])
    expect(outcome(io)).toBe(told)
  })

  test('a server that does not start is a fault of the command line', async () => {
    const { exitCode, stderr, io } = await run(['--mcp', 'no-such-program x', '--approve', 'auto', 'Hi'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('The MCP server no-such-program x does not start: spawn no-such-program ENOENT')
    expect(io.requests).toEqual([])
  })
})

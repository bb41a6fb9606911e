import { findInCatalog } from '@colloquy/engine/models'
import { AuthenticationError, ColloquyError, ModelError, RateLimitError, ServerError } from 'colloquy'
import type { ChatCompletionChunk } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'
import { FakeIo, type FakeIoOptions, piece, says, usage } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

async function run(argv: readonly string[], options: FakeIoOptions = {}) {
  const io = new FakeIo(options)
  const exitCode = await main(argv, io)
  return { io, exitCode, stdout: io.stdout.text, stderr: io.stderr.text }
}

const chunks = (...all: ChatCompletionChunk[]) =>
  async function* () {
    yield* all
  }

describe('the answer on stdout', () => {
  test('is the words, one newline, and nothing else', async () => {
    const { exitCode, stdout, stderr } = await run(['Name a boat'], { answer: () => says('Wind', 'ward', '\n\n') })
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: 'Windward\n', stderr: '' })
  })

  test('is written as it comes', async () => {
    const { io } = await run(['x'], { answer: () => says('a', 'b', 'c') })
    expect(io.stdout.writes).toEqual(['a', 'b', 'c', '\n'])
  })

  test('is written at once with --no-stream', async () => {
    const { io } = await run(['x', '--no-stream'], { answer: () => says('a', 'b', 'c') })
    expect(io.stdout.writes).toEqual(['abc\n'])
  })

  test('keeps every byte when piped, control characters included', async () => {
    const { stdout } = await run(['x'], { answer: () => says('\u001b[31mred\r\n', 'x') })
    expect(stdout).toBe('\u001b[31mred\r\nx\n')
  })

  test('shows control characters on a terminal instead of obeying them', async () => {
    const { stdout } = await run(['x'], { stdoutTTY: true, answer: () => says('\u001b', '[31mred\r', '\nx') })
    expect(stdout).toBe('␛[31mred\nx\n')
  })

  test('is as many answers as --n says, an empty line between them', async () => {
    const answer = chunks(
      piece({ content: 'Windward' }),
      piece({ content: 'Halcyon' }, null, 1),
      piece({}, 'stop'),
      piece({}, 'stop', 1),
    )
    const { io, stdout } = await run(['x', '--n', '2', '--effort', 'low'], { answer })
    expect(stdout).toBe('Windward\n\nHalcyon\n')
    expect(io.requests[0]).toMatchObject({ n: 2, reasoning_effort: 'low' })
  })

  test('tells of each token with --logprobs, which is refused where nothing would show it', async () => {
    const { io } = await run(['x', '--json', '--logprobs', '3'])
    expect(io.requests[0]).toMatchObject({ logprobs: true, top_logprobs: 3 })
    const { exitCode, stderr } = await run(['x', '--logprobs', '3'])
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('only --json') })
  })

  test('has a line of JSON for each tool call', async () => {
    const call = { id: 'call_1', type: 'function' as const, function: { name: 'weather', arguments: '{"city":' } }
    const { exitCode, stdout } = await run(['x'], {
      answer: chunks(
        piece({ tool_calls: [{ index: 0, ...call }] }),
        piece({ tool_calls: [{ index: 0, function: { arguments: '"Kiel"}' } }] }),
        piece({}, 'tool_calls'),
      ),
    })
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '{"name":"weather","arguments":{"city":"Kiel"}}\n' })
  })

  test('is the completion as one line of JSON with --json', async () => {
    const { exitCode, stdout, io } = await run(['x', '--json'], {
      answer: chunks(piece({ content: 'Hi' }), piece({}, 'stop'), usage(5, 1)),
    })
    expect(exitCode).toBe(0)
    expect(stdout.indexOf('\n')).toBe(stdout.length - 1)
    expect(JSON.parse(stdout)).toMatchObject({
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 5 },
    })
    expect(io.requests[0]?.stream_options).toEqual({ include_usage: true })
  })

  test('is a line of JSON for each chunk with --jsonl', async () => {
    const { stdout } = await run(['x', '--jsonl'], { answer: () => says('a') })
    const lines: unknown[] = stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(lines).toMatchObject([
      { choices: [{ delta: { role: 'assistant', content: '' } }] },
      { choices: [{ delta: { content: 'a' } }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }] },
    ])
  })
})

describe('the request', () => {
  test('joins the words and says nothing that was not asked for', async () => {
    const { io } = await run(['Name', 'a', 'boat'])
    expect(io.requests).toEqual([
      { model: 'tiny:1m', messages: [{ role: 'user', content: 'Name a boat' }], stream: true },
    ])
  })

  test('carries every flag under its own field', async () => {
    const argv = ['x', '-m', 'm', '-s', 'Be brief.', '--temperature', '0', '--top-p', '0.9', '--max-tokens', '5']
    const { io } = await run([
      ...argv,
      '--seed',
      '-3',
      '--stop',
      'a',
      '--stop',
      'b',
      '-o',
      'n=2',
      '-o',
      'service_tier=flex',
    ])
    expect(io.requests[0]).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'x' },
      ],
      temperature: 0,
      top_p: 0.9,
      max_completion_tokens: 5,
      seed: -3,
      stop: ['a', 'b'],
      stream: true,
      n: 2,
      service_tier: 'flex',
    })
  })

  test('puts piped text after the words and an empty line', async () => {
    const { io } = await run(['write', 'a commit message'], { piped: '+ new line\n' })
    expect(io.requests[0]?.messages).toEqual([{ role: 'user', content: 'write a commit message\n\n+ new line' }])
  })

  test.each([[[]], [['-']]])('is the piped text alone for the words %j', async (words) => {
    const { io } = await run(words, { piped: 'Hello?\n' })
    expect(io.requests[0]?.messages).toEqual([{ role: 'user', content: 'Hello?' }])
  })

  test('is the words alone when nothing was piped in', async () => {
    const { io } = await run(['Hello'], { piped: '' })
    expect(io.requests[0]?.messages).toEqual([{ role: 'user', content: 'Hello' }])
  })

  test('joins piped bytes before it reads characters', async () => {
    const bytes = new TextEncoder().encode('⛵')
    const { io } = await run(['-'], { piped: [bytes.subarray(0, 1), bytes.subarray(1)] })
    expect(io.requests[0]?.messages).toEqual([{ role: 'user', content: '⛵' }])
  })

  test('leaves fields of a vendor to the endpoint that may know them', async () => {
    const { io } = await run(['x', '-m', 'm', '--base-url', 'http://a', '-o', 'top_k=3'])
    expect(io.requests[0]).toMatchObject({ top_k: 3 })
  })

  describe('samples a catalogue model as its makers advise', () => {
    const advised = { temperature: 0.2, top_p: 0.9 }
    const models = { findInCatalog }

    test.each([
      ['where nothing else is said', [], advised],
      ['but not where a temperature is given', ['--temperature', '1'], { temperature: 1 }],
      ['but not where a field says otherwise', ['-o', 'top_p=0.5'], { top_p: 0.5 }],
      ['but not at an endpoint', ['--base-url', 'http://a'], {}],
    ])('%s', async (_, flags, expected) => {
      const { io } = await run(['x', '-m', 'smollm2:135m', ...flags], { models })
      const { temperature, top_p } = io.requests[0] ?? {}
      expect(JSON.parse(JSON.stringify({ temperature, top_p }))).toEqual(expected)
    })
  })

  test('is printed and not sent with --dry-run', async () => {
    const { io, exitCode, stdout } = await run(['x', '--dry-run'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ model: 'tiny:1m', messages: [{ role: 'user', content: 'x' }], stream: true })
    expect(io.opened).toEqual([])
  })
})

describe('who answers', () => {
  test('is the local default model even where a key is set', async () => {
    const { io } = await run(['x'], { env: { OPENAI_API_KEY: 'secret' } })
    expect(io.opened[0]?.target).toEqual({ kind: 'local', model: 'tiny:1m', offline: false })
  })

  test('is the model of the flag before that of COLLOQUY_MODEL', async () => {
    const env = { COLLOQUY_MODEL: 'from-env' }
    expect((await run(['x'], { env })).io.requests[0]?.model).toBe('from-env')
    expect((await run(['x', '-m', 'from-flag'], { env })).io.requests[0]?.model).toBe('from-flag')
  })

  test('is the endpoint of the flag before that of OPENAI_BASE_URL, with the key', async () => {
    const env = { OPENAI_BASE_URL: 'http://a/v1', OPENAI_API_KEY: 'secret', OTHER: 'other' }
    const { io } = await run(['x', '-m', 'm'], { env })
    expect(io.opened[0]?.target).toEqual({ kind: 'endpoint', baseURL: 'http://a/v1', model: 'm', apiKey: 'secret' })
    const flags = await run(['x', '-m', 'm', '--base-url', 'http://b/v1', '--api-key-env', 'OTHER'], { env })
    expect(flags.io.opened[0]?.target).toMatchObject({ baseURL: 'http://b/v1', apiKey: 'other' })
  })

  test.each(['--local', '--offline'])('stays local with %s whatever the environment says', async (flag) => {
    const { io } = await run(['x', flag], { env: { OPENAI_BASE_URL: 'http://a/v1' } })
    expect(io.opened[0]?.target).toEqual({ kind: 'local', model: 'tiny:1m', offline: flag === '--offline' })
  })

  test('is the only model an endpoint offers', async () => {
    const { io } = await run(['x', '--base-url', 'http://a/v1'], { offered: ['sole'] })
    expect(io.requests[0]?.model).toBe('sole')
  })

  test('has to be named where an endpoint offers several', async () => {
    const { exitCode, stderr } = await run(['x', '--base-url', 'http://a/v1'], { offered: ['a', 'b'] })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('No model is named for this endpoint.')
    expect(stderr).toContain('It offers: a, b.')
  })

  test('is let go when the answer is over, and when it failed', async () => {
    expect((await run(['x'])).io.disposed).toBe(1)
    const failing = await run(['x'], {
      answer: async function* () {
        yield piece({ content: 'a' })
        throw new ServerError('broken')
      },
    })
    expect(failing.io.disposed).toBe(1)
  })
})

describe('a command line that is wrong', () => {
  test.each([
    [[], {}, 'There is no prompt.'],
    [['-'], { piped: ' \n' }, 'There is no prompt: standard input is empty.'],
    [[''], {}, 'The prompt is empty.'],
    [['-'], { piped: [new Uint8Array([0xff, 0xfe])] }, 'Standard input is not text in UTF-8.'],
    [['x', '--json', '--jsonl'], {}, '--json and --jsonl contradict each other.'],
    [['x', '--base-url', 'localhost:8000'], {}, '--base-url is "localhost:8000"; it must be a URL'],
    [['x', '--base-url', 'http://a', '--local'], {}, '--base-url and --local contradict each other.'],
    [['x', '--base-url', 'http://a', '--api-key-env', 'sk-1'], {}, '--api-key-env names a variable that is not set.'],
    [['x', '-o', 'n'], {}, '-o is "n"; it must be field=value.'],
    [['x', '-o', 'stop=["a"'], {}, 'The value of -o stop is not valid JSON'],
    [['x', '-o', 'messages=[]'], {}, '-o cannot set "messages".'],
    [['x', '--nonsense'], {}, 'Unknown option --nonsense.'],
    [['x', '--temperature', '3'], {}, '`temperature`'],
    [['x', '-o', 'top_k=3'], {}, '`top_k`'],
    [['x', '--dry-run', '--base-url', 'http://a'], {}, 'No model is named for this endpoint.'],
  ] as const)('%j is refused with exit code 2', async (argv, options, message) => {
    const { exitCode, stdout, stderr, io } = await run(argv, options)
    expect(exitCode).toBe(2)
    expect(stdout + stderr).toContain(message)
    expect(io.opened).toEqual([])
  })

  test('a key written in place of a variable is not repeated', async () => {
    const { stderr } = await run(['x', '--base-url', 'http://a', '--api-key-env', 'sk-secret'])
    expect(stderr).not.toContain('sk-secret')
  })
})

describe('how it ended', () => {
  test.each([
    ['stop', [], 0, ''],
    ['length', [], 0, 'The answer was cut at the token limit; --max-tokens sets it.\n'],
    ['length', ['--strict'], 8, 'The answer was cut at the token limit; --max-tokens sets it.\n'],
    ['content_filter', [], 7, 'A content filter stopped the answer.\n'],
  ] as const)('finish_reason %s with %j gives exit code %d', async (reason, flags, code, remark) => {
    const { exitCode, stdout, stderr } = await run(['x', ...flags], {
      answer: chunks(piece({ content: 'a' }), piece({}, reason)),
    })
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: code, stdout: 'a\n', stderr: remark })
  })

  test('a refusal is printed and gives exit code 7', async () => {
    const { exitCode, stdout } = await run(['x'], { answer: chunks(piece({ refusal: 'No.' }), piece({}, 'stop')) })
    expect({ exitCode, stdout }).toEqual({ exitCode: 7, stdout: 'No.\n' })
  })

  test.each([
    [new ModelError('m', { code: 'model_not_downloaded' }), 3],
    [new AuthenticationError('m'), 4],
    [new RateLimitError('m'), 5],
    [new ServerError('m'), 6],
    [new ColloquyError('m', { code: 'their_own_code', status: 401 }), 4],
    [new ColloquyError('m', { code: 'their_own_code', status: 418 }), 2],
    [new Error('m'), 1],
  ])('%o gives exit code %d', async (error, code) => {
    const { exitCode } = await run(['x'], {
      opening: () => {
        throw error
      },
    })
    expect(exitCode).toBe(code)
  })

  test('a stream that breaks keeps what came, ends its line and fails', async () => {
    const { exitCode, stdout, stderr } = await run(['x'], { answer: chunks(piece({ content: 'half' })) })
    expect({ exitCode, stdout }).toEqual({ exitCode: 6, stdout: 'half\n' })
    expect(stderr).toContain('code stream_truncated')
  })

  test('--stats tells times and tokens on stderr', async () => {
    const io: FakeIo = new FakeIo({
      answer: async function* () {
        io.clock.advance(470)
        yield piece({ content: 'a' })
        io.clock.advance(500)
        yield piece({ content: 'b' })
        yield piece({}, 'stop')
        yield usage(31, 11, 12)
      },
    })
    expect(await main(['x', '--stats'], io)).toBe(0)
    expect(io.stdout.text).toBe('ab\n')
    expect(io.stderr.text).toBe('first token 470 ms · 20.0 tokens/s · 31 prompt (12 cached) + 11 output tokens\n')
  })

  test('--stats says so where the answering side counts no tokens', async () => {
    const { stderr } = await run(['x', '--stats'], { answer: () => says('a', 'b') })
    expect(stderr).toBe('first token 0 ms · 2 pieces received, tokens not counted\n')
  })
})

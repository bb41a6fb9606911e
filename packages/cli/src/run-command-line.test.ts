import { ConnectionError, ServerError } from 'colloquy'
import { describe, expect, test } from 'vitest'
import { FakeIo, piece, says } from './__fixtures__/fake-io.ts'
import { main } from './main.ts'

/** An answer that says one word and then waits until it is stopped. */
function endless(started: () => void) {
  return async function* (_: unknown, signal: AbortSignal) {
    yield piece({ content: 'Wind' })
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve()
      })
      started()
    })
    throw new DOMException('The work was stopped.', 'AbortError')
  }
}

describe('Ctrl-C', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s stops the answer, keeps what came and exits with %d', async (signal, code) => {
    const io: FakeIo = new FakeIo({
      answer: endless(() => {
        io.send(signal)
      }),
    })
    expect(await main(['x'], io)).toBe(code)
    expect({ stdout: io.stdout.text, stderr: io.stderr.text }).toEqual({ stdout: 'Wind\n', stderr: '' })
    expect({ disposed: io.disposed, listening: io.listening }).toEqual({ disposed: 1, listening: 0 })
  })

  test('a second one kills at once', async () => {
    const io: FakeIo = new FakeIo({
      answer: endless(() => {
        io.send('SIGINT')
        io.send('SIGINT')
      }),
    })
    await main(['x'], io)
    expect(io.killed).toEqual(['SIGINT'])
  })

  test('before the first word leaves stdout empty', async () => {
    const io: FakeIo = new FakeIo({
      opening: ({ signal }) => {
        io.send('SIGINT')
        signal.throwIfAborted()
      },
    })
    expect(await main(['x'], io)).toBe(130)
    expect(io.stdout.text).toBe('')
  })

  test('ends the wait for standard input', async () => {
    const io: FakeIo = new FakeIo({ stdin: new Promise<never>(() => {}), onRead: () => io.send('SIGINT') })
    expect(await main(['x'], io)).toBe(130)
  })

  test('still tells the statistics of what came', async () => {
    const io: FakeIo = new FakeIo({
      answer: endless(() => {
        io.send('SIGINT')
      }),
    })
    await main(['x', '--stats'], io)
    expect(io.stderr.text).toContain('first token')
  })

  test('is an error object with --json', async () => {
    const io: FakeIo = new FakeIo({
      answer: endless(() => {
        io.send('SIGINT')
      }),
    })
    expect(await main(['x', '--json'], io)).toBe(130)
    const error = { message: 'Stopped by Ctrl-C.', type: 'abort_error', param: null, code: 'aborted' }
    expect(JSON.parse(io.stdout.text)).toEqual({ error })
  })
})

describe('a reader that leaves', () => {
  test('ends the answer quietly and stops the work behind it', async () => {
    const io: FakeIo = new FakeIo({
      answer: async function* (_, signal) {
        yield piece({ content: 'first\n' })
        io.stdout.failure = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
        for (let i = 0; !signal.aborted; i++) yield piece({ content: `line ${i}\n` })
      },
    })
    expect(await main(['x'], io)).toBe(0)
    expect({ stdout: io.stdout.text, stderr: io.stderr.text }).toEqual({ stdout: 'first', stderr: '' })
    expect(io.disposed).toBe(1)
  })

  test('a full disk is an error, even when only the last words meet it', async () => {
    const io = new FakeIo()
    io.stdout.failure = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    expect(await main(['x'], io)).toBe(1)
    expect(io.stderr.text).toContain('There is no room left on the disk for what is written.')
    expect(io.stderr.text).toContain('code ENOSPC')
  })

  test('a slow one is waited for', async () => {
    const io: FakeIo = new FakeIo({ slow: true, answer: () => says('a'.repeat(40_000), 'b'.repeat(40_000), 'c') })
    expect(await main(['x'], io)).toBe(0)
    expect(io.stdout.mostBuffered).toBeLessThanOrEqual(40_000)
  })
})

describe('an error', () => {
  const refused = new ConnectionError('http://a/v1 cannot be reached.', {
    cause: new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') }),
  })

  test('says what, why and what to do, a line each, and its code', async () => {
    const io = new FakeIo({ opening: () => Promise.reject(refused) })
    expect(await main(['x'], io)).toBe(6)
    expect(io.stderr.text.split('\n')).toEqual([
      'colloquy: http://a/v1 cannot be reached.',
      '  connect ECONNREFUSED 127.0.0.1:1',
      '  Check the base URL and the network; --local asks the model on this machine instead.',
      '  code connection_failed',
      '',
    ])
  })

  test('tells the id the server knows the request by', async () => {
    const io = new FakeIo({ opening: () => Promise.reject(new ServerError('Broken.', { requestId: 'req_7' })) })
    await main(['x'], io)
    expect(io.stderr.text).toContain('code server_error · request req_7\n')
  })

  test('is broken between words on a terminal, and each part keeps its own lines', async () => {
    const io = new FakeIo({
      stderrTTY: true,
      columns: 40,
      env: { CI: '1', NO_COLOR: '1' },
      opening: () => Promise.reject(refused),
    })
    await main(['x'], io)
    expect(io.stderr.text.split('\n')).toEqual([
      'colloquy: http://a/v1 cannot be',
      '  reached.',
      '  connect ECONNREFUSED 127.0.0.1:1',
      '  Check the base URL and the network;',
      '  --local asks the model on this machine',
      '  instead.',
      '  code connection_failed',
      '',
    ])
  })

  test('is an object on stdout with --json, and nothing on stderr', async () => {
    const io = new FakeIo({ opening: () => Promise.reject(refused) })
    expect(await main(['x', '--json'], io)).toBe(6)
    expect(JSON.parse(io.stdout.text)).toEqual({
      error: {
        message: 'http://a/v1 cannot be reached.',
        type: 'connection_error',
        param: null,
        code: 'connection_failed',
      },
    })
    expect(io.stderr.text).toBe('')
  })

  test('is the last line with --jsonl', async () => {
    const io = new FakeIo({
      answer: async function* () {
        yield piece({ content: 'a' })
        throw new ServerError('Broken.')
      },
    })
    await main(['x', '--jsonl'], io)
    const lines = io.stdout.text.trimEnd().split('\n')
    expect(lines.map((line) => /^\{"(\w+)"/u.exec(line)?.[1])).toEqual(['id', 'error'])
  })

  test('has no stack, unless it is asked for', async () => {
    const failing = { opening: () => Promise.reject(new Error('odd')) }
    const io = new FakeIo(failing)
    await main(['x'], io)
    expect(io.stderr.text).not.toMatch(/\n\s+at /u)
    const debugged = new FakeIo({ ...failing, env: { COLLOQUY_DEBUG: '1' } })
    await main(['x'], debugged)
    expect(debugged.stderr.text).toMatch(/\n\s+at /u)
  })

  test('cannot steer the terminal with the words of a server', async () => {
    const io = new FakeIo({
      stderrTTY: true,
      env: { CI: '1' },
      opening: () => Promise.reject(new ServerError('\u001b[2Jgone\n\nhere')),
    })
    await main(['x'], io)
    expect(io.stderr.text).toContain('␛[2Jgone here')
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConnectionError, InvalidRequestError } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import { afterAll, describe, expect, test } from 'vitest'
import { answering, asked, converse } from '../__fixtures__/converse.ts'
import { piece, says, usage } from '../__fixtures__/fake-io.ts'

const directory = mkdtempSync(join(tmpdir(), 'colloquy-chat-'))
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})

// A model that never says a word.
async function* silence(signal: AbortSignal): AsyncGenerator<ChatCompletionChunk> {
  await new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('Stopped.', 'AbortError')))
  })
  yield piece({})
}

describe('a conversation', () => {
  test('sends everything said so far, and ends when the input does', async () => {
    const { io, exitCode, stdout } = await converse(['one', 'three'], { answer: answering('two', 'four') })
    expect(exitCode).toBe(0)
    expect(asked(io.requests)).toEqual([['user: one'], ['user: one', 'assistant: two', 'user: three']])
    expect(stdout).toContain('two')
    expect(io.opened).toHaveLength(1)
    expect(io.disposed).toBe(1)
  })

  test('is what colloquy chat begins, with a first message where one is given', async () => {
    const { io, stdout } = await converse(['three'], {
      argv: ['chat', '/etc', 'is?'],
      answer: answering('two', 'four'),
    })
    expect(asked(io.requests)).toEqual([['user: /etc is?'], ['user: /etc is?', 'assistant: two', 'user: three']])
    expect(stdout).toContain('/etc is?\n')
    expect((await converse(['one'], { argv: ['chat'] })).io.requests).toHaveLength(1)
  })

  test('needs a terminal on both sides', async () => {
    const { exitCode, stderr } = await converse([], { argv: ['chat'], piped: 'x' })
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('needs a terminal') })
    expect((await converse([], { argv: ['chat', '--json'] })).exitCode).toBe(2)
  })

  test('is kept as it goes, and -c goes on with it', async () => {
    const { io } = await converse(['one'], { answer: answering('two') })
    const [session] = io.sessions.list()
    expect(session?.name).toBe('one')
    expect(io.sessions.path(session?.id ?? '').map(({ finish }) => finish)).toEqual([null, 'stop'])
  })

  test('is not kept with --no-log, and says so', async () => {
    const { io, stderr } = await converse(['one'], { argv: ['--no-log'] })
    expect(io.sessions.list()).toEqual([])
    expect(stderr).toContain('not saved')
  })

  test('tells speed and tokens after each answer', async () => {
    const answer = async function* (): AsyncGenerator<ChatCompletionChunk> {
      yield* says('a')
      yield usage(7, 1)
    }
    const { stderr } = await converse(['x'], { answer })
    expect(stderr).toContain('7 prompt + 1 output tokens')
  })

  test('says that the model reasoned, and keeps the reasoning folded', async () => {
    const answer = async function* (): AsyncGenerator<ChatCompletionChunk> {
      yield piece({ reasoning_content: 'secret' })
      yield* says('open')
    }
    const { stdout, stderr } = await converse(['x'], { answer })
    expect(stderr).toContain('reasoned for')
    expect(stdout).not.toContain('secret')
    expect((await converse(['x', '/reasoning'], { answer })).stdout).toContain('secret')
    expect((await converse(['x', '/thoughts'], { answer })).stdout).toContain('secret')
  })

  test('goes on after an error', async () => {
    let calls = 0
    const answer = () => {
      if (calls++ === 0) throw new Error('the cable broke')
      return says('fine')
    }
    const { io, stderr, stdout, exitCode } = await converse(['x', 'y'], { answer })
    expect(stderr).toContain('the cable broke')
    expect(stderr).not.toContain('0 pieces')
    expect(stdout).toContain('fine')
    expect(io.requests).toHaveLength(2)
    expect(exitCode).toBe(0)
  })

  test('tells after an answer that broke off what can be done here, by its own commands', async () => {
    const answer = async function* (): AsyncGenerator<ChatCompletionChunk> {
      yield piece({ content: 'Half of' })
      throw new ConnectionError('The answer broke off.')
    }
    const { stderr, io } = await converse(['x'], { answer, argv: ['--base-url', 'http://127.0.0.1:9/v1', '-m', 'm'] })
    expect(stderr.replaceAll(/\s+/gu, ' ')).toContain('/endpoint local asks the model on this machine instead.')
    expect(stderr).toContain('What came stays in the conversation. /continue goes on from there.')
    expect(io.sessions.search('Half', { limit: 1 })).toHaveLength(1)
  })

  test('does not say that anything stays where nothing came', async () => {
    const answer = (_: ChatCompletionRequest, signal: AbortSignal) => silence(signal)
    const { stderr } = await converse(['x', { after: 'loading', send: '\u0003' }], { answer })
    expect(stderr).toContain('Stopped before the first word. /retry asks again.')
  })

  test('takes back a message that is refused, which would have the next one refused too', async () => {
    const file = join(directory, 'first.txt')
    writeFileSync(file, 'the tide is in')
    let calls = 0
    let param: string | null
    const answer = () => {
      if (calls++ === 1) throw new InvalidRequestError('No images.', { code: 'unsupported_value', param })
      return says('fine')
    }
    for (param of ['messages[2].content[0].type', null]) {
      calls = 0
      const { io, stderr } = await converse(['q', `/file ${file}`, 'what is it', '?'], { answer })
      expect(stderr).toContain('The message is not in the conversation.')
      expect(asked(io.requests)[2]).toEqual(['user: q', 'assistant: fine', 'user: what is it?'])
    }
  })

  test('keeps the question where a field beside the messages is refused, for /retry', async () => {
    let calls = 0
    const answer = () => {
      if (calls++ === 0) throw new InvalidRequestError('Too warm.', { code: 'invalid_value', param: 'temperature' })
      return says('fine')
    }
    const { io } = await converse(['q', '/retry'], { answer })
    expect(asked(io.requests)).toEqual([['user: q'], ['user: q']])
  })
})

describe('Ctrl-C', () => {
  test('stops the answer, keeps what came in the conversation, and stays', async () => {
    let calls = 0
    const answer = async function* (
      _: ChatCompletionRequest,
      signal: AbortSignal,
    ): AsyncGenerator<ChatCompletionChunk> {
      if (calls++ > 0) {
        yield* says('again')
        return
      }
      yield piece({ content: 'Once upon ' })
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'))
        })
      })
    }
    const { io, exitCode, stderr } = await converse(['tell', { after: 'Once upon', send: '\u0003' }, 'go on'], {
      answer,
    })
    expect(exitCode).toBe(0)
    expect(stderr).toContain('Stopped')
    expect(asked(io.requests)[1]).toEqual(['user: tell', 'assistant: Once upon ', 'user: go on'])
    const [session] = io.sessions.list()
    expect(io.sessions.path(session?.id ?? '')[1]?.finish).toBe('stopped')
  })

  test('at an empty line leaves at the second time', async () => {
    const { stderr, exitCode, io } = await converse(['\u0000\u0003', '\u0000\u0003', 'never asked'])
    expect(stderr).toContain('once more')
    expect(exitCode).toBe(0)
    expect(io.requests).toEqual([])
  })
})

describe('the prompt', () => {
  test('Ctrl-G hands the message to an editor', async () => {
    const { io } = await converse(['\u0000dra\u0007', '\u0000\r'], { edit: (text) => `${text}ft` })
    expect(asked(io.requests)).toEqual([['user: draft']])
  })

  test('a paste of several lines is one message', async () => {
    const { io } = await converse(['\u0000\u001b[200~a\rb\u001b[201~\r'])
    expect(asked(io.requests)).toEqual([['user: a\nb']])
  })

  test('keeps what is typed for the next time, unless --no-history', async () => {
    expect((await converse(['q'])).io.typedBefore).toEqual(['q'])
    expect((await converse(['q'], { argv: ['--no-history'] })).io.typedBefore).toEqual([])
  })
})

describe('is no conversation', () => {
  test.each([
    ['where stdout is no terminal', { stdoutTTY: false }, []],
    ['with --extract', {}, ['--extract']],
    ['on a dumb terminal', { env: { TERM: 'dumb' } }, []],
  ])('%s', async (_, options, argv) => {
    const { exitCode, stderr } = await converse([], { ...options, argv })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('There is no prompt')
  })
})

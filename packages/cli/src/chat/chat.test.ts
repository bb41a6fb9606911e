import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import { afterEach, describe, expect, test } from 'vitest'
import { asked, converse } from '../__fixtures__/converse.ts'
import { piece, says, usage } from '../__fixtures__/fake-io.ts'

const directory = mkdtempSync(join(tmpdir(), 'colloquy-chat-'))
afterEach(() => {
  rmSync(join(directory, 'x.md'), { force: true })
})

function answering(...answers: string[]) {
  const left = [...answers]
  return () => says(left.shift() ?? 'nothing more')
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

  test('is kept as it goes, and -c goes on with it', async () => {
    const { io } = await converse(['one'], { answer: answering('two') })
    const [session] = io.sessions.list()
    expect(session?.name).toBe('one')
    expect(io.sessions.path(session?.id ?? '').map(({ finish }) => finish)).toEqual([null, 'stop'])
  })

  test('is not kept with --no-log, and says so', async () => {
    const { io, stderr } = await converse(['one'], { argv: ['--no-log'] })
    expect(io.sessions.list()).toEqual([])
    expect(stderr).toContain('not kept')
  })

  test('tells speed and tokens after each answer', async () => {
    const answer = async function* (): AsyncGenerator<ChatCompletionChunk> {
      yield* says('a')
      yield usage(7, 1)
    }
    const { stderr } = await converse(['x'], { answer })
    expect(stderr).toContain('7 prompt + 1 output tokens')
  })

  test('says that the model thought, and keeps the thoughts folded', async () => {
    const answer = async function* (): AsyncGenerator<ChatCompletionChunk> {
      yield piece({ reasoning_content: 'secret' })
      yield* says('open')
    }
    const { stdout, stderr } = await converse(['x'], { answer })
    expect(stderr).toContain('thought for')
    expect(stdout).not.toContain('secret')
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

describe('slash commands', () => {
  test('/help lists every command', async () => {
    const { stdout } = await converse(['/help'])
    const names =
      'model system set file image schema retry continue edit undo branch save export copy thoughts stats code clear help exit'
    for (const name of names.split(' ')) expect(stdout).toContain(`/${name}`)
  })

  test('/exit leaves, and what comes after is not read', async () => {
    const { io } = await converse(['/exit', 'x'])
    expect(io.requests).toEqual([])
  })

  test('a command that is none says which was meant', async () => {
    const { stderr, io } = await converse(['/modle x'])
    expect(stderr).toContain('Did you mean /model?')
    expect(io.requests).toEqual([])
  })

  test('two slashes say it to the model', async () => {
    const { io } = await converse(['//etc is a directory'])
    expect(asked(io.requests)).toEqual([['user: /etc is a directory']])
  })

  test('/model, /system and /set change the next request', async () => {
    const { io } = await converse([
      '/model big',
      '/system Be brief.',
      '/set temperature=0',
      '/set seed=1',
      '/set seed=',
      'x',
    ])
    expect(io.requests).toMatchObject([
      { model: 'big', temperature: 0, messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user' }] },
    ])
    expect(io.requests[0]).not.toHaveProperty('seed')
  })

  test('/endpoint takes the key that it names, and none that was meant for another endpoint', async () => {
    const { io } = await converse(
      ['/endpoint http://b/v1', 'x', '/endpoint http://a/v2', 'x', '/endpoint http://b/v1 KEY_B', 'x'],
      {
        argv: ['--base-url', 'http://a/v1', '--api-key-env', 'KEY_A'],
        env: { KEY_A: 'of a', KEY_B: 'of b' },
      },
    )
    expect(io.opened.map(({ target }) => target.kind === 'endpoint' && [target.baseURL, target.apiKey])).toEqual([
      ['http://b/v1', undefined],
      ['http://a/v2', 'of a'],
      ['http://b/v1', 'of b'],
    ])
  })

  test('/endpoint local asks the engine as the flags set it up; another model has its own chat template', async () => {
    const file = join(directory, 'chat.jinja')
    writeFileSync(file, 'x')
    const { io } = await converse(['/endpoint http://b/v1', '/endpoint local', 'x', '/model big', 'x'], {
      argv: ['--chat-template', file, '--threads', '2'],
    })
    expect(io.opened.map(({ target }) => target)).toMatchObject([
      { kind: 'local', engine: { threads: 2, chatTemplate: 'x' } },
      { model: 'big', engine: { threads: 2, chatTemplate: undefined } },
    ])
  })

  test('/schema holds answers to a schema, and off lets them go', async () => {
    const { io } = await converse(['/schema name, age int', 'x', '/schema off', 'y'])
    expect(io.requests[0]?.response_format).toMatchObject({
      json_schema: { schema: { required: ['name', 'age'], properties: { age: { type: 'integer' } } } },
    })
    expect(io.requests[1]).not.toHaveProperty('response_format')
  })

  test('/retry asks again, /undo takes back, and both leave the old answer in the file', async () => {
    const { io } = await converse(['q', '/retry', '/undo', 'z'], { answer: answering('a', 'b', 'c') })
    expect(asked(io.requests)).toEqual([['user: q'], ['user: q'], ['user: z']])
    expect(io.sessions.search('', { limit: 9 }).map(({ entry }) => entry.message.content)).toEqual([
      'c',
      'z',
      'b',
      'a',
      'q',
    ])
  })

  test('what is refused is mended by slash commands', async () => {
    const answer = (): never => {
      throw new InvalidRequestError('No.', { code: 'unknown_parameter', param: 'seed' })
    }
    expect((await converse(['x'], { answer })).stderr).toContain('with /code')
  })

  test('/edit gives the last question to change', async () => {
    const { io } = await converse(['qestion', '/edit', '\u0000\u0001\u001b[Cu\r'])
    expect(asked(io.requests)).toEqual([['user: qestion'], ['user: question']])
  })

  test('/branch goes on in a copy, /save names it', async () => {
    const { io } = await converse(['q', '/branch', '/save copy', 'r'], { answer: answering('a', 'b') })
    const said = (name: string) =>
      io.sessions.path(io.sessions.find(name)?.id ?? '').map(({ message }) => message.content)
    expect(said('q')).toEqual(['q', 'a'])
    expect(said('copy')).toEqual(['q', 'a', 'r', 'b'])
  })

  test('/clear begins a new conversation', async () => {
    const { io } = await converse(['q', '/clear', 'r'])
    expect(asked(io.requests)[1]).toEqual(['user: r'])
    expect(io.sessions.list()).toHaveLength(2)
  })

  test('/file goes with the next message only', async () => {
    const file = join(directory, 'notes.txt')
    writeFileSync(file, 'the tide is out\n')
    const { io } = await converse([`/file ${file}`, 'q', 'r'])
    expect(io.requests[0]?.messages[0]?.content).toEqual([
      { type: 'text', text: 'notes.txt:\nthe tide is out' },
      { type: 'text', text: 'q' },
    ])
    expect(io.requests[1]?.messages.at(-1)?.content).toBe('r')
  })

  test('-f and -a go with the first message', async () => {
    const file = join(directory, 'first.txt')
    writeFileSync(file, 'the tide is in')
    const { io } = await converse(['q', 'r'], { argv: ['-a', file] })
    expect(io.requests[0]?.messages[0]?.content).toHaveLength(2)
    expect(io.requests[1]?.messages.at(-1)?.content).toBe('r')
  })

  test('/export writes the conversation and never over a file', async () => {
    const file = join(directory, 'x.md')
    const { stderr } = await converse(['q', `/export ${file}`, `/export ${file}`], { answer: answering('a') })
    expect(readFileSync(file, 'utf8')).toBe('# q\n\n**You**\n\nq\n\n**Model**\n\na\n')
    expect(stderr).toContain('EEXIST')
  })

  test('/copy hands the last answer, or its code, to the clipboard of the terminal', async () => {
    const { stdout } = await converse(['q', '/copy', '/copy code'], { answer: answering('x\n```\ny\n```\n') })
    const copied = [...stdout.matchAll(/\]52;c;([A-Za-z0-9+/=]*)/gu)].map(([, data = '']) =>
      Buffer.from(data, 'base64').toString(),
    )
    expect(copied).toEqual(['x\n```\ny\n```', 'y'])
  })

  test('/code shows the request as a program', async () => {
    const typed = ['it’s', '/code curl', '/code py', '/code ts', '/code sh']
    const { stdout } = await converse(typed, { argv: ['-m', 'm'] })
    expect(stdout).toContain('curl http://127.0.0.1:8080/v1/chat/completions')
    expect(stdout).toContain('from openai import OpenAI')
    expect(stdout).toContain("import { Colloquy } from 'colloquy'")
    expect(stdout).toContain("-- 'it’s'")
    // The answer is what the program is to bring.
    expect(stdout.slice(stdout.indexOf('/code curl'))).not.toContain('Hello.')
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

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalog } from '@colloquy/engine/models'
import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionChunk } from 'colloquy/protocol'
import { afterAll, describe, expect, test } from 'vitest'
import { answering, asked, converse } from '../__fixtures__/converse.ts'
import { says, usage } from '../__fixtures__/fake-io.ts'

const directory = mkdtempSync(join(tmpdir(), 'colloquy-slash-'))
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
})

describe('slash commands', () => {
  test('/help lists every command', async () => {
    const { stdout } = await converse(['/help'])
    const names =
      'model system set file image schema retry continue edit undo branch save export copy reasoning stats code clear help exit'
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

  test('/model lists what is here and what could be, and marks the one that is asked', async () => {
    const here = { reference: 'tiny:1m', path: '/m/tiny.gguf', size: 1, date: '2026-01-01T00:00:00Z' }
    const { stdout } = await converse(['/model'], { models: { catalog, listModels: async () => [here] } })
    expect(stdout).toContain('* tiny:1m         on this machine\n  smollm2:135m    98.4 MB to download\n')
  })

  test('/model lists what an endpoint offers once it has been asked', async () => {
    const { stdout } = await converse(['/model', 'x', '/model'], {
      argv: ['--base-url', 'http://a/v1', '-m', 'two'],
      offered: ['one', 'two'],
    })
    expect(stdout).toContain('The endpoint has not been asked yet.\n')
    expect(stdout).toContain('  one\n* two\n')
  })

  test('/set refuses at once what the API would, and keeps what was set', async () => {
    const { io, stderr } = await converse(['/set seed=1', '/set temperture=0', '/set temperature=3', '/set foo', 'x'])
    expect(stderr).toContain('Did you mean `temperature`?')
    expect(stderr).toContain('`temperature` is 3')
    expect(stderr).toContain('/set is "foo"; it must be field=value.\n  For example /set temperature=0. Help: /help')
    expect(io.requests).toHaveLength(1)
    expect(io.requests[0]).toMatchObject({ seed: 1 })
    expect(io.requests[0]).not.toHaveProperty('temperture')
  })

  test('/set takes fields that need one another, one by one', async () => {
    const { io } = await converse(['/set top_logprobs=2', '/set logprobs=true', 'x'])
    expect(io.requests[0]).toMatchObject({ logprobs: true, top_logprobs: 2 })
  })

  test('/set leaves fields of a vendor to the endpoint that may know them', async () => {
    const { io } = await converse(['/set top_k=3', 'x'], { argv: ['--base-url', 'http://a/v1', '-m', 'm'] })
    expect(io.requests[0]).toMatchObject({ top_k: 3 })
  })

  test('/stats counts every part of an answer that went on', async () => {
    const counted = [says('one'), says(' two')]
    const answer = async function* (): AsyncGenerator<ChatCompletionChunk> {
      yield* counted.shift() ?? []
      yield usage(7, 5)
    }
    const { stderr } = await converse(['q', '/continue', '/stats'], { answer })
    expect(stderr).toContain('Last part of the answer: ')
    expect(stderr).toContain('2 messages · 10 output tokens · id')
  })

  test('/stats says of how many answers the tokens are not known', async () => {
    const { stderr } = await converse(['q', '/stats'])
    expect(stderr).toContain('0 output tokens, 1 answer not counted')
  })

  test('/save tells a command that can be pasted', async () => {
    const { stderr } = await converse(['q', "/save ann's talk"])
    expect(stderr).toContain("colloquy --session 'ann'\\''s talk'")
  })

  test('/tools takes a command that ends in the name of a script for a server', async () => {
    const { stderr } = await converse(['/tools no-such-program server.mjs', '/tools nowhere.mjs'])
    expect(stderr).toContain('The MCP server no-such-program server.mjs does not start')
    expect(stderr).toMatch(/There is no tool file \S+nowhere\.mjs\.\n  Check the path\. Help: \/help\n/u)
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

  test('/edit keeps what was attached to the question', async () => {
    const file = join(directory, 'tide.txt')
    writeFileSync(file, 'out')
    const { io, stderr } = await converse([`/file ${file}`, 'q', '/edit', '\u0000?\r', '/undo'])
    expect(asked(io.requests)[1]).toEqual([
      `user: ${JSON.stringify([
        { type: 'text', text: 'tide.txt:\nout' },
        { type: 'text', text: 'q?' },
      ])}`,
    ])
    expect(stderr).toContain('Taken back: [tide.txt] q?')
    expect(io.sessions.list()[0]?.name).toBe('[tide.txt] q')
  })

  test('/save takes the quotes away that a shell would have taken', async () => {
    const { io } = await converse(['q', '/save "the tides"'])
    expect(io.sessions.list().map(({ name }) => name)).toEqual(['the tides'])
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

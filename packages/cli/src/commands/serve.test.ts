import { execFile } from 'node:child_process'
import { stat, writeFile } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createHandler, serveNode } from '@colloquy/server'
import { Colloquy, type Model } from 'colloquy'
import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, test } from 'vitest'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { FakeIo, type FakeIoOptions } from '../__fixtures__/fake-io.ts'
import type { OpenBackendOptions } from '../backend.ts'
import { main } from '../main.ts'

const bash = promisify(execFile)

describe('colloquy serve', () => {
  test('says what it serves, where, and that no key is needed on this machine', async () => {
    await serving([], {}, async ({ io, url }) => {
      expect(io.stdout.text).toMatch(
        /^Serving only, on this machine\.\n\n(?: {2}Page .*?\n)? {2}API {6}http:\/\/127\.0\.0\.1:\d+\/v1\n.*none needed; only this machine/su,
      )
      const { chat } = new Colloquy({ baseURL: `${url}/v1`, apiKey: '', maxRetries: 0 })
      const completion = await chat.createChatCompletion({ model: 'only', messages: [{ role: 'user', content: 'Hi' }] })
      expect(completion.choices[0]?.message.content).toBe('Hello.')
    })
  })

  test('prints a curl line that works when pasted', async () => {
    await serving([], {}, async ({ io }) => {
      expect(await paste(io.stdout.text, {})).toMatchObject({ choices: [{ message: { content: 'Hello.' } }] })
    })
  })

  test('prints a curl line that works when pasted where the key is in the environment', async () => {
    const env = { COLLOQUY_API_KEY: 'sk-one' }
    await serving([], { env }, async ({ io }) => {
      expect(io.stdout.text).toContain('required; one is accepted')
      expect(await paste(io.stdout.text, env)).toMatchObject({ object: 'chat.completion' })
      expect(await paste(io.stdout.text, { COLLOQUY_API_KEY: 'sk-two' })).toMatchObject({
        error: { code: 'invalid_api_key' },
      })
    })
  })

  test('prints a curl line that works when pasted where the keys are in a file', async () => {
    const file = temporaryPath(`it's keys`)
    await writeFile(file, '\nsk-one\r\nsk-two\n')
    await serving(['--api-key-file', file], {}, async ({ io }) => {
      expect(io.stdout.text).toContain('required; 2 are accepted')
      expect(await paste(io.stdout.text, {})).toMatchObject({ object: 'chat.completion' })
    })
  })

  test('tells which keys are accepted, and where the curl line takes one from', async () => {
    const store = `sqlite:${temporaryPath('with-key.db')}`
    expect(await main(['keys', 'add', 'ann', '--store', store], new FakeIo())).toBe(0)
    await serving(['--store', store], {}, async ({ io }) => {
      expect(io.stdout.text).toContain('required; those of "colloquy keys ls" are accepted')
      expect(io.stdout.text).toContain('Try it: put a key into COLLOQUY_API_KEY, and paste this.')
    })
    await serving(['--store', store], { env: { COLLOQUY_API_KEY: 'sk-one' } }, async ({ io }) => {
      expect(io.stdout.text).toContain('required; one is accepted, and those of "colloquy keys ls"')
      expect(io.stdout.text).toContain('Try it:\n')
    })
  })

  test('logs why an upstream cannot be used, before anybody asks', async () => {
    await serving(['--upstream', 'http://127.0.0.1:1/v1,name=gone'], {}, async ({ io }) => {
      const [line = ''] = io.stderr.text.split('\n')
      expect(JSON.parse(line)).toMatchObject({ message: 'upstream down', upstream: 'gone' })
      expect(line).toContain('ECONNREFUSED')
    })
  })

  test('never shows a key', async () => {
    await serving([], { env: { COLLOQUY_API_KEY: 'sk-secret' } }, async ({ io }) => {
      expect(io.log.join('')).not.toContain('sk-secret')
    })
  })

  test('serves several models as the flags say, in the engine’s units', async () => {
    const limits = ['--memory-limit', '1.5', '--idle-timeout', '60', '--context-size', '512', '--threads', '1']
    const argv = ['-m', 'a', '-m', './b.gguf', '--deterministic', '--context-overflow', 'drop-oldest', ...limits]
    await serving(argv, { offered: ['a', 'b'] }, async ({ io }) => {
      expect(io.stdout.text).toContain('Serving a and 1 more, on this machine.')
      expect(io.opened[0]?.target).toEqual({
        kind: 'local',
        model: 'a',
        offline: false,
        engine: {
          otherModels: ['./b.gguf'],
          contextSize: 512,
          contextOverflow: 'drop-oldest',
          deterministic: true,
          threads: 1,
          memoryLimit: 1.5e9,
          idleTimeout: 60_000,
        },
      })
    })
  })

  test('logs models that are loaded, at the start as well as later, and those that leave', async () => {
    const opening = ({ onProgress }: OpenBackendOptions): void =>
      onProgress({ type: 'loaded', model: 'a', seconds: 0.5 })
    await serving(['--log', 'text'], { opening }, async ({ io }) => {
      expect(io.stderr.text).toMatch(/^[\d:.]+ loaded a in 500 ms\n$/)
      io.opened[0]?.onProgress({ type: 'unload', model: 'a' })
      io.opened[0]?.onProgress({ type: 'loaded', model: 'b', seconds: 2 })
      await turn()
      expect(io.stderr.text.replaceAll(/^\S+ /gmu, '')).toBe('loaded a in 500 ms\nunloaded a\nloaded b in 2000 ms\n')
    })
  })

  test('writes prompts and structured answers as it is told', async () => {
    const file = temporaryPath('chat.jinja')
    await writeFile(file, '{{ messages[0].content }}')
    await serving(['--chat-template', file, '--json-spacing', 'compact'], {}, async ({ io }) => {
      expect(io.opened[0]?.target).toMatchObject({
        engine: { chatTemplate: '{{ messages[0].content }}', jsonSpacing: 'compact' },
      })
    })
  })

  test('takes a whole variable for one model, and a list of a file for several', async () => {
    await serving([], { env: { COLLOQUY_MODEL: '/my models/a.gguf' } }, async ({ io }) => {
      expect(io.opened[0]?.target).toMatchObject({ model: '/my models/a.gguf', engine: { otherModels: [] } })
    })
    const file = temporaryPath('models.toml')
    await writeFile(file, 'model = ["a", "b"]\nidle-timeout = 0.5\ndeterministic = true\n')
    await serving(['--config', file], {}, async ({ io }) => {
      expect(io.opened[0]?.target).toMatchObject({
        model: 'a',
        engine: { otherModels: ['b'], idleTimeout: 500, deterministic: true },
      })
    })
  })

  test('serves what upstreams answer, without the keys and models of the environment', async () => {
    const keys: (string | undefined)[] = []
    const upstream = await serveNode(
      createHandler(scriptedBackend('From upstream.', { models: ['a', 'b'].map(modelNamed) }), {
        observers: [{ ended: ({ headers }) => void keys.push(headers.get('authorization') ?? undefined) }],
      }),
      { port: 0 },
    )
    const env = { OPENAI_API_KEY: 'sk-other', COLLOQUY_MODEL: 'mine' }
    await serving(['--upstream', `${upstream.url}/v1`, '--alias', 'c=a'], { env }, async ({ io, url }) => {
      expect(io.stdout.text).toContain(`Serving a and 2 more, answered by ${upstream.url}/v1.`)
      const { chat } = new Colloquy({ baseURL: `${url}/v1`, apiKey: '', maxRetries: 0 })
      const completion = await chat.createChatCompletion({ model: 'c', messages: [{ role: 'user', content: 'Hi' }] })
      expect(completion.choices[0]?.message.content).toBe('From upstream.')
      expect(io.opened).toEqual([])
      expect(keys.every((key) => key === undefined)).toBe(true)
    })
    await upstream.close()
  })

  test('hands on to upstreams what it was told to, and refuses other fields that OpenAI does not have', async () => {
    const backend = scriptedBackend('Hi.', { models: [modelNamed('a')] })
    const upstream = await serveNode(createHandler(backend, { extraFields: ['top_k'] }), { port: 0 })
    await serving(['--upstream', `${upstream.url}/v1`, '--extra-field', 'top_k'], {}, async ({ url }) => {
      const ask = (fields: object) =>
        fetch(`${url}/v1/chat/completions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ model: 'a', messages: [{ role: 'user', content: 'Hi' }], ...fields }),
        })
      expect((await ask({ top_k: 40 })).status).toBe(200)
      expect(backend.requests).toMatchObject([{ top_k: 40 }])
      expect(await (await ask({ min_p: 0.1 })).json()).toMatchObject({ error: { param: 'min_p' } })
    })
    await upstream.close()
  })

  test('says so where no upstream has a model yet', async () => {
    const upstream = await serveNode(createHandler(scriptedBackend('Hi.', { models: [] })), { port: 0 })
    await serving(['--upstream', `${upstream.url}/v1`], {}, async ({ io }) => {
      expect(io.stdout.text).toContain(`Serving no model yet, for none came from ${upstream.url}/v1.`)
    })
    await upstream.close()
  })

  test('shows metrics, and writes a line a request to stderr', async () => {
    await serving([], {}, async ({ io, url }) => {
      const response = await fetch(`${url}/v1/models`)
      await response.text()
      expect(JSON.parse(io.stderr.text)).toMatchObject({ message: 'request', route: '/v1/models', status: 200 })
      expect(await (await fetch(`${url}/metrics`)).text()).toContain('colloquy_http_requests_total{route="/v1/models"')
    })
    await serving(['--no-metrics', '--log', 'none'], {}, async ({ io, url }) => {
      expect((await fetch(`${url}/metrics`)).status).toBe(404)
      expect(io.stderr.text).toBe('')
    })
  })

  test('does not ask itself where OPENAI_BASE_URL names it', async () => {
    await serving([], { env: { OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1' } }, async ({ io }) => {
      expect(io.opened[0]?.target).toMatchObject({ kind: 'local' })
    })
  })

  test('ends at SIGTERM, gives the model back and stops listening', async () => {
    const io = await serving([], {}, async () => undefined)
    expect({ disposed: io.disposed, listening: io.listening }).toEqual({ disposed: 1, listening: 0 })
    await expect(fetch(urlIn(io.stdout.text))).rejects.toThrow()
  })

  test('listens for other machines with a key, or when told that it is insecure', async () => {
    await serving(['--host', '0.0.0.0'], { env: { COLLOQUY_API_KEY: 'k' } }, async ({ io, url }) => {
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/u)
      expect(io.stdout.text).toMatch(/^ {2}Listens {2}on every address of this machine, port \d+$/mu)
    })
    await serving(['--host', '0.0.0.0', '--insecure'], {}, async ({ io }) => {
      expect(io.stdout.text).toContain('EVERYBODY')
    })
  })

  test('keeps completions in a file that only its owner reads, for the next start', async () => {
    const home = temporaryPath('a/home')
    const env = { HOME: home, XDG_DATA_HOME: `${home}/data` }
    const argv = ['--store', `sqlite:${home}/kept.db`]
    let id = ''
    await serving(argv, { env }, async ({ io, url }) => {
      expect(io.stdout.text).toContain(`${home}/kept.db`)
      expect((await stat(`${home}/kept.db`)).mode & 0o777).toBe(0o600)
      const { chat } = new Colloquy({ baseURL: `${url}/v1`, apiKey: '' })
      const messages = [{ role: 'user' as const, content: 'Hi' }]
      id = (await chat.createChatCompletion({ model: 'only', messages, store: true })).id
    })
    await serving(argv, { env }, async ({ url }) => {
      expect(await (await fetch(`${url}/v1/chat/completions/${id}`)).json()).toMatchObject({ id })
    })
  })

  test('serves https with the certificate it is given', async () => {
    const [cert, key] = [temporaryPath('cert.pem'), temporaryPath('key.pem')]
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
    await bash('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject])
    await serving(['--tls-cert', cert, '--tls-key', key], {}, async ({ io, url }) => {
      expect(url).toMatch(/^https:\/\/127\.0\.0\.1:/u)
      const { stdout } = await bash('curl', ['--silent', '--cacert', cert, `${url}/v1/models`])
      expect(JSON.parse(stdout)).toMatchObject({ object: 'list' })
      expect(io.stderr.text).not.toContain('PRIVATE')
    })
  })

  test('answers on this machine to its own names alone, and to pages that it was told of', async () => {
    await serving(['--allow-host', 'box.lan', '--cors', 'https://app.example'], {}, async ({ url }) => {
      const ask = async (...headers: string[]) =>
        (await bash('curl', ['--silent', ...headers.flatMap((one) => ['-H', one]), `${url}/v1/models`])).stdout
      expect(await ask('host: box.lan:80')).toContain('"list"')
      expect(await ask('host: evil.example')).toContain('does not answer to the host name')
      expect(await ask('origin: https://app.example')).toContain('"list"')
      expect(await ask('origin: https://evil.example')).toContain('other origins')
    })
  })

  test('tells what to do where the port is taken', async () => {
    await serving([], {}, async ({ url }) => {
      const io = new FakeIo()
      expect(await main(['serve', '--port', new URL(url).port, '--store', 'none'], io)).toBe(2)
      expect(io.stderr.text).toContain('--port 0')
      expect(io.disposed).toBe(1)
    })
  })

  test('tells what to do where the address is not this machine’s', async () => {
    const io = new FakeIo()
    expect(await main(['serve', '--host', '192.0.2.1', '--port', '0', '--insecure', '--store', 'none'], io)).toBe(2)
    expect(io.stderr.text.replaceAll(/\s+/gu, ' ')).toContain('--host takes an address of this machine')
  })
})

interface Serving {
  readonly io: FakeIo
  readonly url: string
}

/** Serves on a free port while `use` runs, then sends SIGTERM. */
async function serving(
  argv: readonly string[],
  options: FakeIoOptions,
  use: (serving: Serving) => Promise<void>,
): Promise<FakeIo> {
  const io = new FakeIo(options)
  const announced = new Promise<void>((resolve) => {
    io.onWrite = () => {
      if (io.stdout.text.includes('Try it:')) resolve()
    }
  })
  const exit = main(['serve', '--port', '0', '--store', 'memory', ...argv], io)
  const first = await Promise.race([announced, exit])
  if (first !== undefined) throw new Error(`It ended with ${first}: ${io.stderr.text}`)
  try {
    await use({ io, url: urlIn(io.stdout.text) })
  } finally {
    io.send('SIGTERM')
    expect(await exit).toBe(0)
  }
  return io
}

function modelNamed(id: string): Model {
  return { id, object: 'model', created: 0, owned_by: 'test' }
}

function urlIn(text: string): string {
  return /https?:\/\/\S+(?=\/v1\n)/u.exec(text.slice(text.indexOf('API')))?.[0] ?? expect.unreachable(text)
}

/** Runs the curl line as a shell would. */
async function paste(text: string, env: Record<string, string>): Promise<unknown> {
  const line = /^ {2}(curl .*)$/mu.exec(text)?.[1] ?? expect.unreachable(text)
  const { stdout } = await bash('bash', ['-c', `${line} --silent`], {
    env: { PATH: process.env['PATH'], NO_PROXY: '*', ...env },
  })
  return JSON.parse(stdout)
}

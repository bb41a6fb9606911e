import { createEngine, type Engine } from '@colloquy/engine'
import { createHandler, serveNode, type Handler, type RunningServer } from '@colloquy/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FakeIo } from '../../packages/cli/src/__fixtures__/fake-io.ts'
import { openBackend } from '../../packages/cli/src/backend.ts'
import { main } from '../../packages/cli/src/main.ts'
import { tinyModel } from '../support/tiny-model.ts'
import { type Plant, plants } from './planted-deviations.ts'

let engine: Engine
let server: RunningServer

beforeAll(async () => {
  engine = await createEngine({ model: await tinyModel(), parallel: 4, threads: 1 })
  server = await serveNode(createHandler(engine), { port: 0 })
})

afterAll(async () => {
  await server.close()
  await engine.close()
})

// The command as a person runs it, over a real socket.
async function check(...argv: readonly string[]) {
  const io = new FakeIo({ piped: '' })
  Object.defineProperty(io, 'openBackend', { value: openBackend })
  const exitCode = await main(['check', ...argv], io)
  return { exitCode, stdout: io.stdout.text, stderr: io.stderr.text }
}

// Our server with a fault: requests and answers are changed on their way.
function faulty({ request, answer }: Plant): Handler {
  const good = createHandler(engine)
  const fetch: Handler['fetch'] = async (incoming) => {
    let passed = incoming
    const text = incoming.method === 'POST' ? await incoming.text() : undefined
    if (text !== undefined) {
      const { url, method, headers } = incoming
      passed = new Request(url, { method, headers: plain(headers), body: request ? changed(text, request) : text })
    }
    const response = await good.fetch(passed)
    return answer ? answer(response) : response
  }
  return { ...good, fetch }
}

function plain(headers: Headers): Headers {
  const copy = new Headers(headers)
  copy.delete('content-length')
  return copy
}

function changed(text: string, change: NonNullable<Plant['request']>): string {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body !== 'object' || body === null) return text
    const sent = change({ ...body })
    return JSON.stringify(sent['model'] === 'tiny' ? { ...sent, model: engine.info.model } : sent)
  } catch {
    return text
  }
}

describe('colloquy check', () => {
  test('finds nothing that differs in our own server over our own engine', async () => {
    const { stdout, exitCode } = await check('--quiet', `${server.url}/v1`)
    expect(stdout).toMatch(/^\d+ as published, 0 not, \d skipped/u)
    expect(exitCode).toBe(0)
  })

  test.each(plants)('finds that $fault', async (plant) => {
    const bad = await serveNode(faulty(plant), { port: 0 })
    try {
      const only = plant.noticedBy.flatMap((id) => ['--only', id])
      const { stdout, exitCode } = await check('--json', ...only, `${bad.url}/v1`)
      const { results }: { results: { id: string; outcome: string; habit: boolean; exchange?: object }[] } =
        JSON.parse(stdout)
      const found = results.filter(({ outcome }) => outcome === 'differs')
      const counts = found.some(({ habit }) => !habit)
      expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining([...plant.noticedBy]))
      for (const { exchange } of found) expect(exchange).toMatchObject({ url: expect.stringContaining(bad.url) })
      expect(exitCode).toBe(counts ? 1 : 0)
    } finally {
      bad.cut()
      await bad.close()
    }
  })

  test('shows the request and the answer where it differs', async () => {
    const plant = plants.find(({ fault }) => fault === 'usage does not add up')
    const bad = await serveNode(faulty(plant ?? expect.unreachable('no such plant')), { port: 0 })
    const { stdout } = await check('--only', 'completion.shape', `${bad.url}/v1`)
    bad.cut()
    await bad.close()
    expect(stdout).toContain('✗ completion.shape: a completion has every published field\n    usage does not add up.\n')
    expect(stdout).toContain(`    asked:  POST ${bad.url}/v1/chat/completions {"model":`)
    expect(stdout).toContain('    answer: 200 {"id":"chatcmpl-')
  })

  test('what is not published is told apart, and does not count', async () => {
    const plant = plants.find(({ fault }) => fault === 'answers have no id of their own')
    const bad = await serveNode(faulty(plant ?? expect.unreachable('no such plant')), { port: 0 })
    const { stdout, exitCode } = await check('--only', 'request-id', `${bad.url}/v1`)
    bad.cut()
    await bad.close()
    expect(stdout).toContain('~ completion.request-id: an answer has the header x-request-id\n')
    expect(stdout).toContain('    OpenAI’s service does so; nothing published says it.\n')
    expect(stdout).toMatch(/^0 as published, 0 not, 1 unlike OpenAI’s service in what is not published, 0 skipped/mu)
    expect(exitCode).toBe(0)
  })

  test('a field that chunks leave out is told once, and not counted as a reason to finish', async () => {
    const silent: Plant = {
      fault: '',
      noticedBy: [],
      answer: async (response) =>
        new Response((await response.text()).replaceAll(',"finish_reason":null', ''), response),
    }
    const bad = await serveNode(faulty(silent), { port: 0 })
    const { stdout } = await check('--json', '--only', 'stream.', `${bad.url}/v1`)
    bad.cut()
    await bad.close()
    const { results }: { results: { id: string; outcome: string; message?: string }[] } = JSON.parse(stdout)
    const found = results.filter(({ outcome }) => outcome === 'differs')
    expect(found.map(({ id }) => id)).toEqual(['stream.shape'])
    expect(found[0]?.message).toContain('`choices[0].finish_reason` is missing')
  })

  test('answers are kept short on a server that knows the older name of the limit only', async () => {
    const asked: string[] = []
    const older: Plant = {
      fault: '',
      noticedBy: [],
      request: (body) => {
        asked.push(Object.keys(body).join(' '))
        return { max_tokens: 200, ...body, max_completion_tokens: undefined }
      },
    }
    const bad = await serveNode(faulty(older), { port: 0 })
    const { stdout } = await check('--only', 'completion.json', `${bad.url}/v1`)
    bad.cut()
    await bad.close()
    expect(stdout).toContain('1 as published')
    expect(asked.at(-1)).toContain('max_tokens')
  })

  test('a server that falls over is told once, with what it was asked then', async () => {
    const handler = createHandler(engine)
    const falling: RunningServer = await serveNode(
      {
        ...handler,
        fetch: (request) => {
          if (request.method === 'GET') return handler.fetch(request)
          falling.cut()
          void falling.close()
          return new Promise(() => {})
        },
      },
      { port: 0 },
    )
    const { stdout, exitCode } = await check('--only', 'stream', `${falling.url}/v1`)
    expect(stdout).toMatch(/✗ stream.shape: .*\n {4}It gave no answer: .*\n {4}asked: {2}POST .*\n {4}answer: none/u)
    expect(stdout).toContain(
      '- stream.same: a stream says the same as the whole answer\n    The server does not answer any more.',
    )
    expect(exitCode).toBe(1)
  })

  test('a server that is not there is exit code 6, a part that no point has 2', async () => {
    expect((await check('http://127.0.0.1:9/v1')).exitCode).toBe(6)
    expect((await check('--only', 'nothing', `${server.url}/v1`)).exitCode).toBe(2)
  })
})

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { createHandler, openStore, serveNode, type HandlerOptions } from '@colloquy/server'
import {
  RateLimitError,
  ServerError,
  type ChatCompletion,
  type ChatCompletionRequest,
  type ChatCompletionToolCall,
} from 'colloquy'
import { scriptedBackend, type ScriptedAnswer } from 'colloquy/testing'
import { build } from 'esbuild'
import { describe, expect, onTestFinished, test } from 'vitest'

const run = promisify(execFile)
const folder = new URL('.', import.meta.url).pathname

/** A server that answers from a script, until the test ends; gives its `baseURL`. */
async function serverOf(
  script: ScriptedAnswer | readonly ScriptedAnswer[],
  options: HandlerOptions = {},
): Promise<string> {
  const handler = createHandler(scriptedBackend(script), { onError: () => undefined, ...options })
  const server = await serveNode(
    {
      fetch: async (request) =>
        new URL(request.url).pathname === '/token' ? new Response('token-of-a-visitor') : handler.fetch(request),
    },
    { port: 0 },
  )
  onTestFinished(() => {
    server.cut()
  })
  return `${server.url}/v1`
}

/** Runs an example as its reader would, from the built packages, and gives what it prints. */
async function printed(example: string, baseURL: string, ...flags: string[]): Promise<string> {
  const env = { ...process.env, OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: 'none', MODEL: 'scripted' }
  const { stdout } = await run(process.execPath, [...flags, `${folder}${example}`], { env })
  return stdout
}

/** Answers with numbers, one a chunk, without an end. */
async function* counting(_: ChatCompletionRequest, signal: AbortSignal) {
  const envelope = { id: 'c', object: 'chat.completion.chunk' as const, created: 1, model: 'scripted' }
  for (let count = 1; count <= 3; count++) {
    yield { ...envelope, choices: [{ index: 0, delta: { content: `${count} ` }, finish_reason: null }] }
  }
  await new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
}

function calling(...calls: ChatCompletionToolCall[]): ChatCompletion {
  const message = { role: 'assistant' as const, content: null, refusal: null, tool_calls: calls }
  return {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'scripted',
    choices: [{ index: 0, message, finish_reason: 'tool_calls', logprobs: null }],
    usage: { prompt_tokens: 40, completion_tokens: 10, total_tokens: 50 },
  }
}

describe('the examples in the guides', () => {
  test('stream-over-http prints the answer, why it ended and what it cost', async () => {
    const baseURL = await serverOf('The sea is wide.')
    expect(await printed('stream-over-http.mjs', baseURL)).toBe('The sea is wide.\nstop, 4 tokens\n')
  })

  test('call-tools prints results, and what the model makes of them', async () => {
    const baseURL = await serverOf([
      calling(
        { id: '1', type: 'function', function: { name: 'weather', arguments: '{"city":"Bergen"}' } },
        { id: '2', type: 'function', function: { name: 'weather', arguments: '{"city":"Seville"}' } },
      ),
      calling({ id: '3', type: 'function', function: { name: 'book_train', arguments: '{"to":"Bergen"}' } }),
      'Bergen is cooler. Shall I book?',
    ])
    expect(await printed('call-tools.mjs', baseURL)).toBe(
      [
        'weather: {"city":"Bergen","sky":"clear","celsius":9}',
        'weather: {"city":"Seville","sky":"clear","celsius":31}',
        'book_train: {"error":"the call was refused: The user has to confirm bookings."}',
        'Bergen is cooler. Shall I book?',
        '3 requests, 107 tokens',
        '',
      ].join('\n'),
    )
  })

  test('structured-output prints the parts of the parsed answer', async () => {
    const ingredients = [
      { name: 'flour', grams: 200 },
      { name: 'milk', grams: null },
    ]
    const baseURL = await serverOf(JSON.stringify({ title: 'Pancakes', minutes: 20, ingredients }))
    expect(await printed('structured-output.mjs', baseURL)).toBe('Pancakes, 20 minutes\n- flour, 200 g\n- milk\n')
  })

  test('handle-errors tells what went wrong, after trying again', async () => {
    const spent = new RateLimitError('You exceeded your current quota.', { code: 'insufficient_quota' })
    const baseURL = await serverOf([new RateLimitError('Slow down.', { retryAfter: 0 }), 'Hello!', spent])
    expect(await printed('handle-errors.mjs', baseURL)).toMatch(
      /^Hello!\nCorrect `temperature`: .*9.*\nThe account has no credit left\.\n$/,
    )
  })

  test('stop-in-time prints three ends', async () => {
    expect(await printed('stop-in-time.mjs', await serverOf(counting))).toMatch(
      /^aborted: enough after 1 2 3 \nleft\ntimeout, idle: The .*200 ms.*\n$/,
    )
  })

  test('test-a-program passes', async () => {
    expect(await printed('test-a-program.mjs', '', '--test', '--test-reporter=tap')).toMatch(/# pass 3\n# fail 0/)
  })

  test('observe-calls logs the call, and falls back', async () => {
    const baseURL = await serverOf([new ServerError('Full.', { code: 'overloaded' }), 'Something private.'])
    const text = await printed('observe-calls.mjs', baseURL)
    expect(text).toContain("chat completion asked { model: 'scripted', stream: false, messages: 1, ms: undefined }")
    expect(text).toContain('chat completion answered')
    expect(text).not.toContain('private')
  })

  test('keep-completions finds what was kept, labels and deletes it', async () => {
    const baseURL = await serverOf('Albatross', { store: await openStore('memory') })
    expect(await printed('keep-completions.mjs', baseURL)).toBe(
      "Albatross { project: 'boats', rating: 'good' }\nuser: Name a boat.\ndeleted\n",
    )
  })

  test('custom-endpoint prints models, and what came with the answer', async () => {
    const baseURL = await serverOf('Hello.')
    expect(await printed('custom-endpoint.mjs', baseURL)).toMatch(/^scripted\n200 application\/json.* Hello\.\n$/)
  })

  test('in-a-web-page writes the answer into the page', async () => {
    const baseURL = await serverOf('Welcome, visitor.')
    const page = readFileSync(`${folder}in-a-web-page.html`, 'utf8')
    const contents = /<script type="module">([\s\S]*)<\/script>/.exec(page)?.[1] ?? ''
    const bundled = await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      write: false,
    })
    const dom = `globalThis.document = {
      baseURI: ${JSON.stringify(baseURL)},
      querySelector: () => ({ append: (text) => process.stdout.write(text) }),
    }\n`
    const program = dom + (bundled.outputFiles[0]?.text ?? '')
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program])
    expect(stdout).toBe('Welcome, visitor.')
  })
})

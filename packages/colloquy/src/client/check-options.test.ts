import { describe, expect, test } from 'vitest'
import * as colloquy from '../index.ts'
import {
  ChatCompletionStream,
  Colloquy,
  createChatCompletion,
  isColloquyError,
  streamChatCompletion,
  type ColloquyError,
  type ColloquyOptions,
  type RequestOptions,
} from '../index.ts'
import * as middleware from '../middleware/index.ts'
import { OpenAI } from '../openai/index.ts'
import { scriptedBackend } from '../testing/index.ts'
import * as tools from '../tools/index.ts'

/** What plain JavaScript may pass, whatever the types say. */
const optionsOf = (given: object): ColloquyOptions & RequestOptions => given

async function refusal(work: () => unknown): Promise<ColloquyError | undefined> {
  try {
    await work()
  } catch (error) {
    if (isColloquyError(error)) return error
  }
  return undefined
}

describe('a client refuses', () => {
  test.each([
    [{ maxRetry: 2 }, 'maxRetry', 'is no option. Is `maxRetries`, `maxResponseBytes` meant?'],
    [{ baseUrl: 'http://x/v1' }, 'baseUrl', 'is no option. Is `baseURL` meant?'],
    [{ api_key: 'k' }, 'api_key', 'is no option. Is `apiKey` meant?'],
    [{ timeout: { first: 3 } }, 'timeout.first', 'is no option. Is `firstToken` meant?'],
    [{ timeout: { last: 3 } }, 'timeout.last', 'is no option. Is `connect`, `firstToken`, `idle`, `total` meant?'],
    [{ dialect: { tokenLimits: 'max_tokens' } }, 'dialect.tokenLimits', 'is no option. Is `tokenLimit` meant?'],
    [{ toString: 1 }, 'toString', expect.stringContaining('is no option.')],
    [{ apiKey: 42 }, 'apiKey', 'cannot be 42.'],
    [{ maxRetries: '2' }, 'maxRetries', 'cannot be of the type String.'],
    [{ maxRetries: Number.NaN }, 'maxRetries', 'cannot be NaN.'],
    [{ timeout: '30s' }, 'timeout', 'cannot be of the type String.'],
    [{ timeout: -1 }, 'timeout', 'cannot be -1.'],
    [{ headers: new Headers({ a: 'b' }) }, 'headers', 'cannot be of the type Headers.'],
    [{ headers: { 'x-team': 5 } }, 'headers.x-team', 'cannot be 5.'],
    [{ defaultQuery: { v: Symbol('2') } }, 'defaultQuery.v', 'cannot be of the type Symbol.'],
    [{ serverVariables: { region: Symbol('eu') } }, 'serverVariables.region', 'cannot be of the type Symbol.'],
    [{ backend: null }, 'backend', 'cannot be of the type Null.'],
    [{ backend: Promise.resolve() }, 'backend', 'cannot be of the type Promise.'],
    [{ organization: [] }, 'organization', 'cannot be of the type Array.'],
    [{ servers: 'http://x/v1' }, 'servers', 'cannot be of the type String.'],
  ])('%o', async (given, param, message) => {
    const options = optionsOf(given)
    const error = await refusal(() => new Colloquy(options))
    expect([error?.name, error?.param]).toEqual(['InvalidRequestError', param])
    expect(error?.message.replace(`\`${param}\` `, '')).toEqual(message)
  })
})

test('a call refuses options that nobody knows, whichever it is', async () => {
  const { chat } = new Colloquy({ backend: scriptedBackend('x') })
  const request = { model: 'm', messages: [] }
  const options = optionsOf({ signals: undefined })
  const calls = [
    () => chat.createChatCompletion(request, options),
    () => chat.completions.parse(request, options),
    () => chat.completions.stream(request, options),
    () => chat.completions.list({}, options),
    () => chat.completions.runTools({ ...request, tools: [] }, options).done(),
  ]
  for (const call of calls) expect(await refusal(call)).toMatchObject({ code: 'unknown_parameter', param: 'signals' })
})

test('a call refuses the controller of a signal', async () => {
  const { chat } = new Colloquy({ backend: scriptedBackend('x') })
  const options = optionsOf({ signal: new AbortController() })
  const asked = () => chat.createChatCompletion({ model: 'm', messages: [] }, options)
  expect((await refusal(asked))?.message).toBe('`signal` cannot be of the type AbortController.')
  expect(
    await refusal(() => chat.createChatCompletion({ model: 'm', messages: [] }, optionsOf({ signal: null }))),
  ).toBe(undefined)
})

test('what is undefined is as if it were left out', () => {
  expect(
    () => new Colloquy({ baseURL: undefined, timeout: undefined, organization: null, headers: { a: undefined } }),
  ).not.toThrow()
})

const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }

describe.each<[string, unknown]>([
  ['null', null],
  ['a number', 42],
  ['a list', []],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
])('%s is refused by name', (_, wrong) => {
  const { chat, models } = new Colloquy({ apiKey: 'k', fetch: () => Promise.reject(new Error('sent')) })
  const { completions } = chat
  const openAI = new OpenAI({ apiKey: 'k', fetch: () => Promise.reject(new Error('sent')) })

  test.each<[param: string, owner: object, method: string, args: unknown[]]>([
    ['options', chat, 'createChatCompletion', [request, wrong]],
    ['options', chat, 'createChatCompletion', [{ ...request, stream: true }, wrong]],
    ['query', chat, 'listChatCompletions', [wrong]],
    ['options', chat, 'listChatCompletions', [{}, wrong]],
    ['id', chat, 'getChatCompletion', [wrong]],
    ['id', chat, 'updateChatCompletion', [wrong, { metadata: {} }]],
    ['id', chat, 'deleteChatCompletion', [wrong]],
    ['query', chat, 'getChatCompletionMessages', ['id', wrong]],
    ['options', completions, 'parse', [request, wrong]],
    ['options', completions, 'stream', [request, wrong]],
    ['messages', completions, 'runTools', [{ ...request, messages: Array.isArray(wrong) ? 'x' : wrong }]],
    ['options', completions, 'runTools', [{ ...request, tools: [] }, wrong]],
    ['query', completions, 'list', [wrong]],
    ['id', completions, 'retrieve', [wrong]],
    ['options', models, 'list', [wrong]],
    ['readable', ChatCompletionStream, 'fromReadableStream', [wrong]],
    ['tools', completions, 'runTools', [{ ...request, tools: Array.isArray(wrong) ? 'x' : wrong }]],
    ['asks', tools, 'runTools', [wrong, { ...request, tools: [] }]],
    ['chunks', colloquy, 'collect', [wrong]],
    ['options', colloquy, 'httpBackend', [wrong]],
    ['options', middleware, 'attemptHooks', [wrong]],
    ['logger', middleware, 'logging', [wrong]],
    ['api', middleware, 'telemetry', [wrong]],
    ['options', openAI.models, 'list', [wrong]],
    ['id', openAI.models, 'retrieve', [wrong]],
    ['options', openAI.models, 'retrieve', ['m', wrong]],
  ])('as the %s of a call: %o %s', async (param, owner, method, args) => {
    const error = await refusal(() => Reflect.apply(Reflect.get(owner, method), owner, args))
    expect([error?.name, error?.param]).toEqual(['InvalidRequestError', param])
    expect(error?.message).toContain(`\`${param}\` cannot be `)
  })

  test('as the options of a client, or what its middleware gives', async () => {
    const made = await refusal(() => Reflect.construct(Colloquy, [wrong]))
    expect([made?.name, made?.param]).toEqual(['InvalidRequestError', 'options'])
    const options = optionsOf({ middleware: () => wrong })
    // Nothing is as good as no middleware.
    const wrapped = await refusal(() => new Colloquy(options))
    expect(wrapped?.param).toBe(wrong === null ? undefined : 'middleware')
  })

  test('as request or options of a call without a client', async () => {
    const fetch = () => Promise.reject(new Error('sent'))
    const calls: [method: Function, args: unknown[]][] = [
      [createChatCompletion, [wrong, { fetch }]],
      [createChatCompletion, [request, wrong]],
      [streamChatCompletion, [wrong, { fetch }]],
      [streamChatCompletion, [request, wrong]],
    ]
    for (const [method, args] of calls)
      expect(await refusal(() => Reflect.apply(method, undefined, args))).toMatchObject({ name: 'InvalidRequestError' })
  })

  test('as the key that a function gives', async () => {
    const options = optionsOf({ apiKey: () => wrong })
    const error = await refusal(() => new Colloquy(options).chat.listChatCompletions())
    expect([error?.name, error?.param]).toEqual(['AuthenticationError', 'apiKey'])
  })
})

test.each([
  [{}, 'A tool has no name or no function.'],
  [{ type: 'function', function: { name: 'f', parameters: {} } }, 'A tool has no name or no function.'],
  [{ type: 'custom', custom: { name: 'f' } }, 'A tool has no name or no function.'],
])('a run refuses a tool that nobody could run: %o', async (tool, message) => {
  const { chat } = new Colloquy({ backend: scriptedBackend('x') })
  const run = () => Reflect.apply(tools.runTools, undefined, [chat, { ...request, tools: [tool] }])
  expect(await refusal(run)).toMatchObject({ code: 'invalid_value', param: 'tools', message })
})

test('a request whose getters throw is an error with that as its cause', async () => {
  const { chat } = new Colloquy({ backend: scriptedBackend('x') })
  const cause = new Error('not loaded yet')
  const lazy = {
    model: 'm',
    messages: [],
    get tools(): undefined {
      throw cause
    },
  }
  const calls = [() => chat.createChatCompletion(lazy), () => chat.completions.parse(lazy)]
  for (const call of calls) expect(await refusal(call)).toMatchObject({ code: 'callback_failed', cause })
})

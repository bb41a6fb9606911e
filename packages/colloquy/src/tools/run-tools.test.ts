import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { Colloquy, type ChatCompletion } from '../index.ts'
import { scriptedBackend } from '../testing/index.ts'
import { answer, call, calling, saying } from './__fixtures__/answers.ts'
import { defineTool, runTools, type RunToolsOptions, type RunToolsRequest, type ToolRunEvent } from './index.ts'

const add = defineTool({
  name: 'add',
  description: 'Adds two numbers.',
  parameters: z.object({ a: z.number(), b: z.number() }),
  run: ({ a, b }) => ({ sum: a + b }),
})
const asked = { model: 'm', messages: [{ role: 'user' as const, content: 'What is 1 + 2?' }] }

function model(...answers: ChatCompletion[]) {
  const backend = scriptedBackend(answers)
  return { backend, chat: new Colloquy({ backend }).chat }
}

/** Runs one turn of calls, and gives what the model was told of them. */
async function told(
  tools: RunToolsRequest['tools'],
  calls: ReturnType<typeof call>[],
  options?: RunToolsOptions,
): Promise<string[]> {
  const { chat } = model(calling(...calls), saying('done'))
  const { messages } = await runTools(chat, { ...asked, tools }, options)
  return messages.flatMap((message) =>
    message.role === 'tool' && typeof message.content === 'string' ? [message.content] : [],
  )
}

describe('a run', () => {
  test('answers calls until the model has nothing more to call', async () => {
    const { chat, backend } = model(
      calling(call('1', 'add', { a: 1, b: 2 })),
      calling(call('2', 'add', { a: 3, b: 4 })),
      saying('Three, then seven.'),
    )
    const run = await runTools(chat, { ...asked, tools: [add] })
    expect(run).toMatchObject({
      finished: true,
      steps: 3,
      completion: { choices: [{ message: { content: 'Three, then seven.' } }] },
    })
    expect(run.messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'tool',
      'assistant',
      'tool',
      'assistant',
    ])
    expect(run.messages[2]).toEqual({ role: 'tool', tool_call_id: '1', content: '{"sum":3}' })
    expect(backend.requests.map(({ messages }) => messages.length)).toEqual([1, 3, 5])
  })

  test('tells the model of the tools, without their functions', async () => {
    const { chat, backend } = model(saying('x'))
    await runTools(chat, { ...asked, tools: [add], temperature: 0 })
    expect(backend.requests).toEqual([
      {
        ...asked,
        temperature: 0,
        tools: [
          {
            type: 'function',
            function: {
              strict: true,
              name: 'add',
              description: 'Adds two numbers.',
              parameters: {
                type: 'object',
                properties: { a: { type: 'number' }, b: { type: 'number' } },
                required: ['a', 'b'],
                additionalProperties: false,
              },
            },
          },
        ],
      },
    ])
  })

  test('leaves the messages of the request as they were', async () => {
    const messages = [...asked.messages]
    await runTools(model(saying('x')).chat, { ...asked, messages, tools: [add] })
    expect(messages).toEqual(asked.messages)
  })

  test('sums what all answers cost, with details of vendors', async () => {
    const usage = {
      prompt_tokens: 20,
      completion_tokens: 3,
      total_tokens: 23,
      prompt_tokens_details: { cached_tokens: 5 },
      cost: 0.5,
    }
    const { chat } = model(calling(call('1', 'add', { a: 1, b: 2 })), saying('x', usage))
    // A local backend tells its usage where the request includes it.
    const request = { ...asked, tools: [add], stream: true, stream_options: { include_usage: true } }
    expect((await runTools(chat, request)).usage).toEqual({
      prompt_tokens: 30,
      completion_tokens: 5,
      total_tokens: 35,
      prompt_tokens_details: { cached_tokens: 5 },
      cost: 0.5,
    })
  })

  test('ends after `maxSteps` requests, unfinished', async () => {
    const { chat, backend } = model(calling(call('1', 'add', { a: 1, b: 2 })))
    const run = await runTools(chat, { ...asked, tools: [add] }, { maxSteps: 3 })
    expect(run).toMatchObject({ finished: false, steps: 3 })
    expect(backend.requests).toHaveLength(3)
  })

  test('makes ten requests at most where nothing else is said', async () => {
    const run = await runTools(model(calling(call('1', 'add', { a: 1, b: 2 }))).chat, { ...asked, tools: [add] })
    expect(run.steps).toBe(10)
  })

  test.each(['length', 'content_filter'] as const)('runs no call of an answer that was cut: %s', async (reason) => {
    const work = vi.fn()
    const tool = defineTool({ name: 'erase', parameters: z.object({ path: z.string() }), run: work })
    // The beginning of `/home/ada/old` parses as well.
    const cut = answer({ tool_calls: [call('1', 'erase', { path: '/home' })] }, reason)
    expect(await runTools(model(cut).chat, { ...asked, tools: [tool] })).toMatchObject({ finished: false, steps: 1 })
    expect(work).not.toHaveBeenCalled()
  })

  test('validates the last answer by the format of the request', async () => {
    const { chat } = model(calling(call('1', 'add', { a: 1, b: 2 })), saying('{"sum": 3}'))
    const response_format = z.object({ sum: z.number() })
    const { completion } = await runTools(chat, { ...asked, tools: [add], response_format })
    expect(completion.choices[0]?.message.parsed).toEqual({ sum: 3 })
  })

  test('forces a call no more than once', async () => {
    const { chat, backend } = model(calling(call('1', 'add', { a: 1, b: 2 })), saying('x'))
    await runTools(chat, { ...asked, tools: [add], tool_choice: 'required' })
    expect(backend.requests.map((request) => request.tool_choice)).toEqual(['required', 'auto'])
  })

  test('ends with the result of the function that `tool_choice` names', async () => {
    const { chat, backend } = model(calling(call('1', 'add', { a: 1, b: 2 })))
    const tool_choice = { type: 'function', function: { name: 'add' } } as const
    const run = await runTools(chat, { ...asked, tools: [add], tool_choice })
    expect(run).toMatchObject({ finished: true, steps: 1 })
    expect(run.messages.at(-1)).toMatchObject({ role: 'tool', content: '{"sum":3}' })
    expect(backend.requests).toHaveLength(1)
  })

  test('passes its errors of asking on', async () => {
    const failing = new Colloquy({ backend: scriptedBackend(new Error('down')) })
    await expect(runTools(failing.chat, { ...asked, tools: [add] })).rejects.toMatchObject({ code: 'server_error' })
  })
})

describe('calls of one turn', () => {
  function meeting(): { tools: RunToolsRequest['tools']; most: () => number } {
    let running = 0
    let most = 0
    const run = async () => {
      most = Math.max(most, ++running)
      await new Promise<void>((resolve) => setImmediate(resolve))
      running--
    }
    return { tools: [defineTool({ name: 'meet', parameters: z.object({}), run })], most: () => most }
  }

  test.each([
    ['at once', undefined, 3],
    ['one by one where the request says so', false, 1],
  ])('run %s', async (_, parallel_tool_calls, expected) => {
    const { tools, most } = meeting()
    const { chat } = model(calling(call('1', 'meet', {}), call('2', 'meet', {}), call('3', 'meet', {})), saying('x'))
    const request = { ...asked, tools, ...(parallel_tool_calls !== undefined && { parallel_tool_calls }) }
    await runTools(chat, request)
    expect(most()).toBe(expected)
  })

  test('are told in the order of the calls, whichever ends first', async () => {
    const gates: (() => void)[] = []
    const wait = defineTool({
      name: 'wait',
      parameters: z.object({ n: z.number() }),
      run: ({ n }) =>
        new Promise((resolve) => {
          gates[n] = () => resolve(`call ${n}`)
          if (gates.filter(Boolean).length === 2) for (const gate of gates.toReversed()) gate()
        }),
    })
    expect(await told([wait], [call('a', 'wait', { n: 0 }), call('b', 'wait', { n: 1 })])).toEqual(['call 0', 'call 1'])
  })
})

describe('an abort', () => {
  test('in a tool ends the run, and stops the tool', async () => {
    const controller = new AbortController()
    let stopped = false
    const tool = defineTool({
      name: 'hang',
      parameters: z.object({}),
      run: (_, { signal }) => {
        signal.addEventListener('abort', () => (stopped = true))
        setImmediate(() => controller.abort('enough'))
        return new Promise(() => {})
      },
    })
    const run = runTools(
      model(calling(call('1', 'hang', {}))).chat,
      { ...asked, tools: [tool] },
      { signal: controller.signal },
    )
    await expect(run).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
    expect(stopped).toBe(true)
  })

  test('between two calls begins no other', async () => {
    const controller = new AbortController()
    const work = vi.fn(() => controller.abort())
    const tool = defineTool({ name: 'f', parameters: z.object({}), run: work })
    const { chat } = model(calling(call('1', 'f', {}), call('2', 'f', {})))
    const request = { ...asked, tools: [tool], parallel_tool_calls: false }
    await expect(runTools(chat, request, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect(work).toHaveBeenCalledTimes(1)
  })
})

test('tells what happens as it happens, piece by piece of a stream', async () => {
  const events: ToolRunEvent[] = []
  const { chat } = model(calling(call('1', 'add', { a: 1, b: 2 })), saying('It is three.'))
  const onEvent = (event: ToolRunEvent) => void events.push(event)
  await runTools(chat, { ...asked, tools: [add], stream: true }, { onEvent })
  const types = events.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1])
  expect(types).toEqual([
    'chunk',
    'completion',
    'message',
    'call',
    'result',
    'message',
    'chunk',
    'completion',
    'message',
  ])
  const text = events.flatMap((event) => (event.type === 'chunk' ? [event.chunk.choices[0]?.delta.content ?? ''] : []))
  expect(text.join('')).toBe('It is three.')
  expect(events.find(({ type }) => type === 'result')).toMatchObject({ call: { id: '1' }, content: '{"sum":3}' })
})

test.each<keyof RunToolsOptions>(['onEvent', 'onMessage', 'describeError'])(
  'ends with what %s threw as the cause of the error',
  async (name) => {
    const cause = new TypeError('no such window')
    const { chat } = model(calling(call('1', 'add', { a: 'one' })), saying('done'))
    const listener = () => {
      throw cause
    }
    const broken = defineTool({ name: 'add', parameters: z.object({}), run: () => Promise.reject(new Error('no')) })
    const run = runTools(chat, { ...asked, tools: [broken] }, { [name]: listener })
    await expect(run).rejects.toMatchObject({ name: 'CallbackError', cause })
  },
)

test('a call that `approve` says nothing of is not run', async () => {
  const silent = Object(() => undefined)
  expect(await told([add], [call('1', 'add', { a: 1, b: 2 })], { approve: silent })).toEqual([
    '{"error":"the call was refused"}',
  ])
})

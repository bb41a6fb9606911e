import OpenAI, { APIConnectionError, APIError, BadRequestError, UnprocessableEntityError } from 'colloquy/openai'
import { zodFunction, zodResponseFormat } from 'colloquy/openai/helpers/zod'
import type { ChatCompletionMessageParam } from 'colloquy/openai/resources'
import { z } from 'zod'

const model = 'm'
const asking = (content: string): ChatCompletionMessageParam[] => [{ role: 'user', content }]
const textNames = ['connect', 'content', 'content.delta', 'content.done', 'refusal.delta', 'refusal.done'] as const
const logprobNames = [
  'logprobs.content.delta',
  'logprobs.content.done',
  'logprobs.refusal.delta',
  'logprobs.refusal.done',
] as const
const callNames = ['tool_calls.function.arguments.delta', 'tool_calls.function.arguments.done'] as const
const runNames = [
  'content',
  'message',
  'chatCompletion',
  'functionToolCall',
  'finalContent',
  'finalMessage',
  'finalChatCompletion',
  'finalFunctionToolCall',
  'totalUsage',
  'error',
  'abort',
  'end',
] as const

/** What a listener was told, as it was at that time. */
function noted(told: unknown[]): unknown[] {
  const hidden = new Set(['parsed', 'refusal', 'id', 'created', 'object', 'logprobs', 'usage'])
  const bare = (key: string, value: unknown): unknown =>
    hidden.has(key) || (key === 'parsed_arguments' && value === null) ? undefined : value
  const plain = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && ('role' in value || 'choices' in value || 'arguments' in value)
      ? JSON.parse(JSON.stringify(value, bare))
      : JSON.parse(JSON.stringify(value ?? null))
  return told.map((each) => (each instanceof Error ? 'an error' : plain(each)))
}

/** Everything that the helpers of openai tell, and what errors know; the twin differs in its import alone. */
export async function program(options: { baseURL: string; apiKey: string; fetch: typeof fetch }) {
  const client = new OpenAI({ ...options, maxRetries: 0, defaultHeaders: new Headers({ 'x-team': 'boats' }) })
  const told: Record<string, unknown> = {}
  const { completions } = client.chat

  for (const content of ['Text', 'Refuse', 'Likely', 'Call', 'Fail', 'Cut off']) {
    const heard: unknown[] = []
    const stream = completions.stream({ model, messages: asking(content) })
    for (const name of [...textNames, ...logprobNames, ...callNames, ...runNames])
      stream.on(name, (...event: unknown[]) => void heard.push([name, ...noted(event)]))
    await stream.done().catch(() => {})
    told[`events of ${content}`] = [heard, stream.messages.length, stream.ended, stream.errored]
    told[`answers of ${content}`] = stream.allChatCompletions().length
  }

  const Place = z.object({ city: z.string(), sights: z.array(z.string()) })
  const places: unknown[] = []
  const place = completions.stream({
    model,
    messages: asking('Place'),
    response_format: zodResponseFormat(Place, 'place'),
  })
  place.on('content.delta', ({ parsed }) => void places.push(JSON.stringify(parsed ?? null)))
  place.on('content.done', ({ parsed }) => void places.push(parsed))
  place.on('finalChatCompletion', ({ choices }) => void places.push(choices[0]?.finish_reason))
  told['place'] = [places, (await place.finalChatCompletion()).choices[0]?.message.parsed]

  const weather = zodFunction({ name: 'weather', parameters: z.object({ city: z.string() }) })
  const calls: unknown[] = []
  const calling = completions.stream({ model, messages: asking('Call'), tools: [weather] })
  calling.on('tool_calls.function.arguments.delta', ({ parsed_arguments }) => {
    calls.push(JSON.stringify(parsed_arguments ?? null))
  })
  calling.on('tool_calls.function.arguments.done', ({ name, index, parsed_arguments }) => {
    calls.push([name, index, parsed_arguments])
  })
  told['calls'] = [(await calling.finalFunctionToolCall())?.name, (await calling.totalUsage()).total_tokens, calls]

  const iterated = completions.stream({ model, messages: asking('Text') })
  const pieces: unknown[] = []
  for await (const chunk of iterated) {
    pieces.push([
      chunk.choices[0]?.delta.content,
      iterated.currentChatCompletionSnapshot?.choices[0]?.message.content || null,
    ])
  }
  told['iterated'] = [pieces, await iterated.finalContent()]

  const contents: unknown[] = []
  const heard = completions.stream({ model, messages: asking('Text') })
  for await (const [delta] of heard.events('content')) contents.push(delta)
  told['iterated events'] = contents

  const passed = completions.stream({ model, messages: asking('Text') }).toReadableStream()
  const { ChatCompletionStream } = await import('colloquy/openai/lib/ChatCompletionStream')
  told['passed on'] = await ChatCompletionStream.fromReadableStream(passed).finalContent()

  const tool = {
    type: 'function' as const,
    function: {
      name: 'weather',
      description: 'The weather of a city.',
      parameters: { type: 'object' as const, properties: { city: { type: 'string' as const } } },
      parse: (text: string): { city: string } => JSON.parse(text),
      function: ({ city }: { city: string }, _runner: unknown, unit: string) => `${city}: 20 ${unit}`,
    },
  }
  const run = { model, messages: asking('Call'), tools: [tool], toolContext: 'C' }
  const steps: unknown[] = []
  const runner = completions.runTools(run, {
    maxChatCompletions: 3,
    afterCompletion: async (completion, { messages }) => {
      await Promise.resolve()
      steps.push([completion.choices[0]?.finish_reason, messages.length])
      if (completion.choices[0]?.finish_reason === 'tool_calls') messages.push({ role: 'user', content: 'In short.' })
    },
  })
  for (const name of runNames)
    runner.on(name, (...event: unknown[]) => void steps.push([name, ...noted(event.slice(0, 1))]))
  for (const name of ['functionToolCallResult', 'finalFunctionToolCallResult'] as const)
    runner.on(name, (content) => void steps.push([name, content]))
  await runner.done()
  told['run'] = [steps, noted(runner.messages), runner.allChatCompletions().length, runner.ended, runner.aborted]

  const once = completions.runTools(run, { maxChatCompletions: 1 })
  await once.done()
  told['run of one request'] = noted(once.messages)

  const streaming = completions.runTools({ ...run, stream: true })
  const events: unknown[] = []
  for (const name of [...textNames, ...callNames, ...runNames])
    streaming.on(name, (...event: unknown[]) => void events.push([name, ...noted(event)]))
  const chunks: unknown[] = []
  for await (const { choices } of streaming) chunks.push(choices[0]?.finish_reason)
  told['streaming run'] = [
    events,
    chunks,
    await streaming.finalContent(),
    await streaming.finalFunctionToolCallResult(),
  ]

  const errors: unknown[] = []
  for (const status of [400, 401, 402, 403, 404, 409, 422, 429, 500, 503]) {
    try {
      await completions.create({ model, messages: asking(String(status)) })
    } catch (error) {
      if (!(error instanceof APIError)) throw error
      errors.push([
        error.status,
        error.error,
        error.headers?.get('X-Note'),
        error.headers?.get('x-absent'),
        error.requestID,
        [error instanceof BadRequestError, error instanceof UnprocessableEntityError],
        [OpenAI.AuthenticationError, OpenAI.PermissionDeniedError, OpenAI.NotFoundError].map(
          (at) => error instanceof at,
        ),
        [OpenAI.ConflictError, OpenAI.RateLimitError, OpenAI.InternalServerError].map((at) => error instanceof at),
        [error instanceof APIConnectionError, error instanceof OpenAI.APIUserAbortError],
      ])
    }
  }
  told['errors'] = errors

  const late = completions.create({ model, messages: asking('Never') }, { timeout: 20 })
  told['late'] = await late.catch((error: unknown) => [
    error instanceof APIConnectionError,
    error instanceof OpenAI.APIConnectionTimeoutError,
    error instanceof APIError && error.status,
  ])
  const lost = completions.create({ model, messages: asking('Lost') })
  told['lost'] = await lost.catch((error: unknown) => [
    error instanceof APIConnectionError,
    error instanceof OpenAI.APIConnectionTimeoutError,
  ])

  const retrying = client.withOptions({ maxRetries: 2 })
  told['tried again'] = (await retrying.chat.completions.create({ model, messages: asking('Second time') })).id
  const page = await completions.list({ limit: 2 })
  const all: string[] = []
  for await (const { data } of page.iterPages()) all.push(...data.map(({ id }) => id))
  told['pages'] = [page.getPaginatedItems().length, all]
  told['model'] = (await client.models.retrieve('m/1')).id
  told['client'] = [client.baseURL, client.maxRetries]
  const removed = { headers: { 'x-team': null, 'x-call': '1' } }
  told['headers'] = (
    await completions.create({ model, messages: asking('Headers') }, removed)
  ).choices[0]?.message.content

  const cutShort = completions.parse({
    model,
    messages: asking('Too long'),
    response_format: zodResponseFormat(Place, 'p'),
  })
  told['cut'] = await cutShort.catch((error: unknown) => error instanceof Error)
  return told
}

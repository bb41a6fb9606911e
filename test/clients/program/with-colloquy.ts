import OpenAI, { APIError } from 'colloquy/openai'
import { zodFunction, zodResponseFormat } from 'colloquy/openai/helpers/zod'
import type { ChatCompletionMessageParam } from 'colloquy/openai/resources'
import { Stream } from 'colloquy/openai/streaming'
import { z } from 'zod'

/** Everything a program does with chat completions; gives what it was told. The twin differs in its import alone. */
export async function program(options: { baseURL: string; apiKey: string; maxRetries: number; fetch: typeof fetch }) {
  const client = new OpenAI({ ...options, defaultHeaders: { 'x-team': 'boats' }, timeout: 10_000 })
  const told: Record<string, unknown> = {}
  const model = 'm'
  const messages: OpenAI.Chat.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hello' }]

  const completion: OpenAI.ChatCompletion = await client.chat.completions.create({
    model,
    messages,
    temperature: 0,
    store: true,
  })
  told['create'] = completion

  const { data, request_id } = await client.chat.completions.create({ model, messages }).withResponse()
  told['with response'] = [data.choices[0]?.message.content, request_id]
  told['request id'] = (await client.chat.completions.create({ model, messages }))._request_id
  const response = await client.chat.completions.create({ model, messages }).asResponse()
  told['as response'] = [response.status, await response.json()]

  const stream = await client.chat.completions.create({ model, messages, stream: true })
  const pieces: (string | null | undefined)[] = []
  for await (const chunk of stream) pieces.push(chunk.choices[0]?.delta.content)
  told['pieces'] = [stream instanceof Stream, pieces]
  told['client'] = [client.baseURL, client.timeout, client.maxRetries, client.organization, client.project]

  const system: OpenAI.ChatCompletionSystemMessageParam = { role: 'system', content: 'Be brief.' }
  const picture: OpenAI.Chat.ChatCompletionContentPartImage = { type: 'image_url', image_url: { url: 'data:,' } }
  const question: OpenAI.ChatCompletionContentPartText = { type: 'text', text: 'What is it?' }
  const user: OpenAI.Chat.ChatCompletionUserMessageParam = { role: 'user', content: [question, picture] }
  const tool: OpenAI.ChatCompletionFunctionTool = { type: 'function', function: { name: 'look' } }
  const typed = await client.chat.completions.create({ model, messages: [system, user], tools: [tool] })
  told['typed'] = typed.choices[0]?.message

  const texts: string[] = []
  const helper = client.chat.completions.stream({ model, messages })
  helper.on('content', (delta, snapshot) => texts.push(delta, snapshot))
  helper.on('finalContent', (content) => texts.push(`whole: ${content}`))
  told['stream'] = [await helper.finalContent(), texts, (await helper.finalChatCompletion()).choices[0]?.finish_reason]

  const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
  const parsed = await client.chat.completions.parse({
    model,
    messages: [{ role: 'user', content: 'JSON' }],
    response_format: { type: 'json_schema', json_schema: { name: 'place', schema, strict: true } },
  })
  told['parse'] = parsed.choices[0]?.message.parsed

  const heard: string[] = []
  const runner = client.chat.completions
    .runTools({
      model,
      messages: [{ role: 'user', content: 'Weather?' }],
      tools: [
        {
          type: 'function',
          function: {
            name: 'weather',
            description: 'The weather of a city.',
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
            parse: (text: string): { city: string } => JSON.parse(text),
            function: ({ city }: { city: string }) => ({ city, sky: 'clear' }),
          },
        },
        {
          type: 'function',
          function: {
            name: 'shout',
            description: 'Shouts a text.',
            parameters: { type: 'object', properties: {} },
            function: (text: string) => text.toUpperCase(),
          },
        },
      ],
    })
    .on('functionToolCall', ({ name }) => heard.push(`call ${name}`))
    .on('functionToolCallResult', (content) => heard.push(`result ${content}`))
    .on('message', ({ role }) => heard.push(role))
  told['run tools'] = [await runner.finalContent(), heard, runner.messages, await runner.totalUsage()]

  told['retrieve'] = await client.chat.completions.retrieve('c1')
  told['update'] = await client.chat.completions.update('c1', { metadata: { mood: 'good' } })
  const listed: string[] = []
  for await (const { id } of client.chat.completions.list({ limit: 2 })) listed.push(id)
  const page = await client.chat.completions.list({ limit: 2 })
  let last = page
  while (last.hasNextPage()) last = await last.getNextPage()
  told['list'] = [listed, page.data.length, page.hasNextPage(), last.data.length, last.hasNextPage()]
  const kept: unknown[] = []
  for await (const message of client.chat.completions.messages.list('c1')) kept.push(message)
  told['messages'] = kept
  told['delete'] = await client.chat.completions.delete('c1')

  const Place = z.object({ city: z.string() })
  const place = await client.chat.completions.parse({
    model,
    messages: [{ role: 'user', content: 'JSON' }],
    response_format: zodResponseFormat(Place, 'place'),
  })
  const city: string | undefined = place.choices[0]?.message.parsed?.city
  told['parse with zod'] = city

  const errors: unknown[] = []
  for (const content of ['Fail', 'Busy', 'Key']) {
    try {
      await client.chat.completions.create({ model, messages: [{ role: 'user', content }] })
    } catch (error) {
      if (!(error instanceof OpenAI.APIError)) throw error
      const { status, code, param, type } = error
      const isRefusal = error instanceof OpenAI.BadRequestError
      const isLimit = error instanceof OpenAI.RateLimitError
      const isKey = error instanceof OpenAI.AuthenticationError
      errors.push([status, code, param, type, isRefusal, isLimit, isKey])
    }
  }
  told['errors'] = errors

  const controller = new AbortController()
  const { signal } = controller
  const slow: OpenAI.Chat.Completions.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Slow' }]
  const aborted = client.chat.completions.create({ model, messages: slow }, { signal })
  setTimeout(() => controller.abort(), 10)
  told['abort'] = await aborted.catch((error: unknown) => error instanceof OpenAI.APIUserAbortError)

  const conversation: ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hello' }]
  const events: string[] = []
  const telling = client
    .withOptions({ defaultHeaders: { 'x-team': 'ships' } })
    .chat.completions.stream({ model, messages: conversation })
    .on('connect', () => events.push('connect'))
    .once('content', (delta) => events.push(`first ${delta}`))
    .on('error', (error) => events.push(error.message))
    .on('end', () => events.push('end'))
  const telltale = (): void => void events.push('never')
  telling.on('content', telltale).off('content', telltale)
  events.push(`all ${await telling.emitted('finalContent')}`)
  conversation.push(await telling.finalMessage())
  told['conversation'] = [conversation, events, telling.ended, telling.aborted, telling.errored]

  const calls: OpenAI.Chat.Completions.ChatCompletionChunk.Choice.Delta.ToolCall[] = []
  const tools: OpenAI.Chat.ChatCompletionTool[] = [{ type: 'function', function: { name: 'weather' } }]
  const calling = await client.chat.completions.create({ model, messages, tools, stream: true })
  for await (const { choices } of calling) calls.push(...(choices[0]?.delta.tool_calls ?? []))
  told['calls'] = calls.map(({ function: piece }) => piece?.arguments).join('')

  const weather = { name: 'weather', parameters: z.object({ city: z.string() }), description: 'The weather of a city.' }
  const asked = await client.chat.completions.parse({
    model,
    messages: slow.concat(messages),
    tools: [zodFunction(weather)],
  })
  const [call] = asked.choices[0]?.message.tool_calls ?? []
  told['zod function'] = call?.function.parsed_arguments
  const sky = zodFunction({ ...weather, function: (args) => `clear over ${args.city}` })
  const run = client.chat.completions.runTools({
    model,
    messages: [{ role: 'user', content: 'Weather?' }],
    tools: [sky],
  })
  run.once('message', ({ role }) => heard.push(`once ${role}`))
  const usage = await run.emitted('totalUsage')
  told['zod function run'] = [usage, heard, await run.finalMessage(), await run.finalFunctionToolCallResult()]

  const models: string[] = []
  for await (const { id } of client.models.list()) models.push(id)
  told['models'] = [models, (await client.models.list()).data.map(({ id }) => id)]

  const failing = client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Fail' }] })
  told['failed request'] = await failing.catch((error: unknown) => error instanceof APIError && [error.requestID])

  const left = await client.chat.completions.create({ model, messages, stream: true })
  for await (const chunk of left) {
    told['left'] = chunk.choices[0]?.delta.role
    break
  }
  const cut = client.chat.completions.stream({ model, messages: slow })
  setTimeout(() => cut.abort(), 10)
  told['stream aborted'] = await cut.finalContent().catch((error: unknown) => error instanceof OpenAI.APIUserAbortError)
  return told
}

import { z } from 'zod'
import { Colloquy, type ChatBackend, type ChatCompletion, type ChatCompletionRequest } from 'colloquy'
import { chunksOf, faultyFetch, fetchFrom, scriptedBackend } from 'colloquy/testing'
import { defineTool, runTools } from 'colloquy/tools'
import { validateChatCompletionRequest } from 'colloquy/validate'
import { accumulate } from 'colloquy/stream'
import OpenAI from 'colloquy/openai'
import type { ChatCompletionMessageParam } from 'colloquy/openai/resources/chat/completions'

// What a program does with the types, for compilers of several ages. It is compiled, never run.

const backend: ChatBackend = scriptedBackend('{"city": "Wien"}')
const client = new Colloquy({ baseURL: 'http://localhost/v1', fetch: faultyFetch(fetchFrom(backend), []) })
const request: ChatCompletionRequest = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] }
const place = z.object({ city: z.string() })

export async function program(stream: boolean): Promise<string | undefined> {
  const completion: ChatCompletion = await client.chat.createChatCompletion({ model: 'm', messages: request.messages })
  const streamed = await client.chat.createChatCompletion({ ...request, stream: true })
  for await (const chunk of streamed) accumulate([chunk])
  const either = await client.chat.createChatCompletion({ ...request, stream })
  if ('completion' in either) await either.completion()
  const parsed = await client.chat.createChatCompletion({ model: 'm', messages: [], response_format: place })
  const city: string | undefined = parsed.choices[0]?.message.parsed?.city
  const forecast = defineTool({
    name: 'forecast',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    run: (args) => args.city.toUpperCase(),
  })
  const { choices } = await client.chat.completions.parse({
    model: 'm',
    messages: [],
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'place', schema: { type: 'object', properties: { days: { type: 'number' } } } },
    },
  })
  const days: number | undefined = choices[0]?.message.parsed?.days
  const { usage } = await runTools(client.chat, { model: 'm', messages: [], tools: [forecast] })
  const total: number | undefined = usage?.total_tokens
  validateChatCompletionRequest(request)
  // @ts-expect-error `temprature` is no field
  void client.chat.createChatCompletion({ model: 'm', messages: [], temprature: 1 })
  const moved: ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hello' }]
  const delta: OpenAI.Chat.Completions.ChatCompletionChunk.Choice.Delta | undefined = undefined
  const older: OpenAI.ChatCompletion = await new OpenAI().chat.completions.create({ model: 'm', messages: moved })
  if (delta ?? !older) return undefined
  const helper = new OpenAI().chat.completions.stream({ model: 'm', messages: moved, response_format: place })
  helper.on('logprobs.content.delta', ({ content }) => content[0]?.token.toUpperCase())
  const final: string | undefined = (await helper.finalMessage()).parsed?.city
  const failed: unknown = await helper.done().catch((error: unknown) => error)
  if (failed instanceof OpenAI.APIError) return failed.error ? (failed.headers?.get('x-note') ?? final) : final
  for await (const stored of client.chat.completions.list({ limit: total ?? days ?? 1 })) return stored.id
  return city ?? completion.choices[0]?.message.content ?? [...chunksOf(completion)][0]?.id
}

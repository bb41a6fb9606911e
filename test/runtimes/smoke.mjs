// The client from end to end, in any runtime; prints what it was told. BASE_URL names a scripted server.
import { Colloquy, isColloquyError } from 'colloquy'
import { chain, logging } from 'colloquy/middleware'
import { faultyFetch, fetchFrom, recordedFetch, scriptedBackend } from 'colloquy/testing'
import { defineTool, runTools } from 'colloquy/tools'

const baseURL = process.env.BASE_URL
const messages = [{ role: 'user', content: 'Hello' }]
const request = { model: 'scripted', messages }
const client = new Colloquy({ baseURL, apiKey: 'k' })
const told = {}

told.whole = (await client.chat.createChatCompletion(request)).choices[0].message.content
const stream = await client.chat.createChatCompletion({ ...request, stream: true })
told.pieces = []
for await (const piece of stream.text()) told.pieces.push(piece)
told.reason = (await stream.completion()).choices[0].finish_reason
told.models = (await client.models.list()).map(({ id }) => id)
told.refused = await client.chat.createChatCompletion({ ...request, temperature: 9 }).catch(codeOf)

const controller = new AbortController()
const hanging = await client.chat.createChatCompletion(
  { ...request, messages: [{ role: 'user', content: 'hang' }], stream: true },
  { signal: controller.signal },
)
await hanging.next()
controller.abort()
told.aborted = await hanging.completion().catch(codeOf)
const silent = await client.chat.createChatCompletion(
  { ...request, messages: [{ role: 'user', content: 'hang' }], stream: true },
  { timeout: { idle: 50 } },
)
told.timeout = await silent.completion().catch(codeOf)

const busy = { kind: 'status', status: 429, headers: { 'retry-after-ms': '1' } }
const fetch = faultyFetch(fetchFrom(scriptedBackend('Hi')), [busy, { kind: 'crumbs', bytes: 1 }])
const lines = []
const log = { info: (line) => lines.push(line), error: (line) => lines.push(line) }
const faulty = new Colloquy({ baseURL: 'http://test/v1', fetch, middleware: chain(logging(log)) })
told.afterRetry = (await faulty.chat.createChatCompletion(request)).choices[0].message.content
told.logged = lines

const store = { read: () => store.text, write: (text) => void (store.text = text) }
const recorder = recordedFetch(store, { mode: 'record', fetch: fetchFrom(scriptedBackend('once')) })
await new Colloquy({ baseURL: 'http://test/v1', fetch: recorder }).chat.createChatCompletion(request)
const player = new Colloquy({ baseURL: 'http://test/v1', fetch: recordedFetch(store, { mode: 'replay' }) })
told.replayed = (await player.chat.createChatCompletion(request)).choices[0].message.content

const call = { id: '1', type: 'function', function: { name: 'add', arguments: '{"a":1,"b":2}' } }
const message = { role: 'assistant', content: null, refusal: null, tool_calls: [call] }
const calling = {
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message, finish_reason: 'tool_calls', logprobs: null }],
}
const local = new Colloquy({ backend: scriptedBackend([calling, 'three']) })
const add = defineTool({ name: 'add', parameters: { type: 'object' }, run: ({ a, b }) => a + b })
const { messages: conversation } = await runTools(local.chat, { ...request, tools: [add] })
told.run = conversation.map(({ role, content }) => [role, content])

console.log(JSON.stringify(told))

function codeOf(error) {
  return isColloquyError(error) ? error.code : String(error)
}

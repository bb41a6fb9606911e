// What does a call of the client cost beside a bare loop of fetch, TextDecoder, split and JSON.parse, over loopback?
//
//   node client-over-http.mjs [--rounds 15]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { Colloquy } from 'colloquy'

import { alternate, medianRatio } from './harness/alternate.mjs'
import { measure } from './harness/measure.mjs'
import { traffic } from './harness/traffic.mjs'
import { verdict } from './harness/verdict.mjs'

const request = { model: 'm', messages: [{ role: 'user', content: 'Say hello.' }] }
const completion = JSON.stringify({
  id: 'c',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' } }],
})
const shapes = ['an event a write', '16 KB writes', 'tool arguments']

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '15' } },
  allowPositionals: true,
})
const rounds = Number(values.rounds)
const [role, port] = positionals
if (role === 'serve') serve()
else if (port) contend(role, `http://127.0.0.1:${port}`)
else await compare()

/** Answers `/<n>/…` with the writes of shape n, and anything else with a completion. A process of its own: its CPU is not counted. */
function serve() {
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      const writes = traffic[shapes[incoming.url.split('/')[1]]]
      if (!writes) return response.setHeader('content-type', 'application/json').end(completion)
      response.setHeader('content-type', 'text/event-stream')
      for (const bytes of writes) response.write(bytes)
      response.end()
    })
  })
  server.listen(0, '127.0.0.1', () => process.send(server.address().port))
  process.on('disconnect', () => process.exit())
}

/** Does what it is told in a process of its own: what one contender leaves to collect is no other's work. */
function contend(name, origin) {
  const answer = async ({ path, times }) => {
    const baseURL = `${origin}/${path}`
    const options = name === 'over fetch' ? { fetch: (url, init) => fetch(url, init) } : {}
    const client = new Colloquy({ baseURL, apiKey: 'k', ...options })
    const [ours, bare] = path === 'once' ? [ourRequest, bareRequest] : [ourStream, bareStream]
    const read = name === 'bare' ? () => bare(baseURL) : () => ours(client)
    process.send(await measure(() => repeat(times, read)))
  }
  process.on('message', (work) => void answer(work))
  process.on('disconnect', () => process.exit())
}

async function compare() {
  const file = fileURLToPath(import.meta.url)
  const server = fork(file, ['serve'])
  const [address] = await once(server, 'message')
  const bars = {
    'over node:http': { 'an event a write': 0.75, 'tool arguments': 1, stream: 0.6, request: 0.35 },
    'over fetch': { 'an event a write': 1, 'tool arguments': 1.2, stream: 0.95, request: 1.05 },
  }
  const processes = ['bare', ...Object.keys(bars)].map((name) => ({ name, child: fork(file, [name, `${address}`]) }))
  const streams = shapes.map((question, path) => ({ question, path, times: 8, kind: 'stream' }))
  const requests = { question: 'a small request', path: 'once', times: 200, kind: 'request' }
  for (const { question, path, times, kind } of [...streams, requests]) {
    const contenders = processes.map(({ name, child }) => ({
      name,
      run: async () => {
        child.send({ path, times })
        return (await once(child, 'message'))[0]
      },
    }))
    const results = await alternate(contenders, { rounds, warmups: 10 })
    for (const [name, atMost] of Object.entries(bars)) {
      if (results[name][0].result !== results.bare[0].result) throw new Error(`${question}: the readings differ.`)
      const ratio = medianRatio(results[name], results.bare, ({ cpu }) => cpu)
      verdict(`${question}, ${name}: CPU time against the bare loop`, ratio, {
        atMost: atMost[question] ?? atMost[kind],
      })
    }
  }
  for (const { child } of processes) child.disconnect()
  server.disconnect()
}

async function repeat(times, read) {
  let answer
  for (let time = 0; time < times; time++) answer = await read()
  return answer
}

async function ourStream(client) {
  let length = 0
  const stream = await client.chat.createChatCompletion({ ...request, stream: true })
  for await (const chunk of stream) length += textLength(chunk)
  return length
}

async function bareStream(baseURL) {
  let length = 0
  const { body } = await post(baseURL, { ...request, stream: true })
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of body) {
    const events = (rest + decoder.decode(bytes, { stream: true })).split('\n\n')
    rest = events.pop()
    for (const event of events) {
      const data = event.slice(6)
      if (data !== '[DONE]') length += textLength(JSON.parse(data))
    }
  }
  return length
}

async function ourRequest(client) {
  return (await client.chat.createChatCompletion(request)).choices[0].message.content
}

async function bareRequest(baseURL) {
  return (await (await post(baseURL, request)).json()).choices[0].message.content
}

function post(baseURL, body) {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer k' }
  return fetch(`${baseURL}/chat/completions`, { method: 'POST', headers, body: JSON.stringify(body) })
}

function textLength({ choices: [choice] }) {
  return (choice?.delta.content ?? choice?.delta.tool_calls?.[0].function.arguments ?? '').length
}

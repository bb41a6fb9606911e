// What does a call of the client cost beside a bare loop of fetch, TextDecoder, split and JSON.parse, over loopback?
//
//   node client-over-http.mjs [--rounds 9]
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

if (process.argv[2] === 'serve') serve()
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

async function compare() {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } })
  const server = fork(fileURLToPath(import.meta.url), ['serve'])
  const [port] = await once(server, 'message')
  const clients = {
    'over node:http': (baseURL) => new Colloquy({ baseURL, apiKey: 'k' }),
    'over fetch': (baseURL) => new Colloquy({ baseURL, apiKey: 'k', fetch: (url, init) => fetch(url, init) }),
  }
  const bars = { 'over node:http': [0.6, 0.35], 'over fetch': [0.95, 1.05] }

  const streams = shapes.map((question, path) => ({
    question,
    path,
    times: 8,
    ours: ourStream,
    bare: bareStream,
    bar: 0,
  }))
  const requests = {
    question: 'a small request',
    path: 'once',
    times: 200,
    ours: ourRequest,
    bare: bareRequest,
    bar: 1,
  }
  for (const { question, path, times, ours, bare, bar } of [...streams, requests]) {
    const baseURL = `http://127.0.0.1:${port}/${path}`
    const contender = (name, read) => ({ name, run: () => measure(() => repeat(times, read)) })
    const contenders = [contender('bare', () => bare(baseURL))]
    for (const [name, make] of Object.entries(clients)) {
      const client = make(baseURL)
      contenders.push(contender(name, () => ours(client)))
    }
    const results = await alternate(contenders, { rounds: Number(values.rounds), warmups: 5 })
    for (const name of Object.keys(clients)) {
      if (results[name][0].result !== results.bare[0].result) throw new Error(`${question}: the readings differ.`)
      const ratio = medianRatio(results[name], results.bare, ({ cpu }) => cpu)
      verdict(`${question}, ${name}: CPU time against the bare loop`, ratio, { atMost: bars[name][bar] })
    }
  }
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

// A server that answers at once, so that all the time and CPU one sees are the gateway's.
import { createServer } from 'node:http'

const [, , port = '0'] = process.argv

const head = { id: 'chatcmpl-1', created: 1, model: 'm', system_fingerprint: 'fp' }
const usage = { prompt_tokens: 9, completion_tokens: 200, total_tokens: 209 }
const message = { role: 'assistant', content: 'word '.repeat(200), refusal: null }
const completion = JSON.stringify({
  ...head,
  object: 'chat.completion',
  choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
  usage,
})
const event = (delta, reason = null) =>
  `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }], usage: null })}\n\n`
const first = event({ role: 'assistant', content: '', refusal: null })
// No word twice running: LiteLLM takes a hundred like pieces for a model gone astray, and ends the stream with an error.
const said = Array.from({ length: 10 }, (_, at) => event({ content: `word${at} ` }))
const last = `${event({}, 'stop')}data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [], usage })}\n\ndata: [DONE]\n\n`

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    const data = [{ id: 'm', object: 'model', created: 1, owned_by: 'bench' }]
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data }))
    return
  }
  let body = ''
  request.setEncoding('utf8').on('data', (text) => (body += text))
  request.on('end', () => {
    const { stream, max_completion_tokens: words = 200, user: pace = '0' } = JSON.parse(body)
    if (!stream) response.setHeader('content-type', 'application/json').end(completion)
    else play(response, words, Number(pace))
  })
})

/** Each word is a write of its own, as a model would say it; `pace` are the milliseconds between two. */
function play(response, words, pace) {
  response.setHeader('content-type', 'text/event-stream')
  response.socket.setNoDelay(true)
  response.write(first)
  let count = 0
  const next = () => {
    if (response.destroyed) return
    if (count++ === words) return void response.end(last)
    response.write(said[count % said.length])
    if (pace > 0) setTimeout(next, pace)
    else setImmediate(next)
  }
  next()
}

server.listen(Number(port), '127.0.0.1', () => console.log(`listening on ${server.address().port}`))

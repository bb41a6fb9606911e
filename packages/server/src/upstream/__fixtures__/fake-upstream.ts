import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

/** A request as an upstream saw it. */
export interface SeenRequest {
  readonly headers: IncomingHttpHeaders
  readonly body: { readonly model: string; readonly [field: string]: unknown }
}

/** A server on loopback that answers for models the way a test tells it to; ended with the test. */
export interface FakeUpstream {
  readonly baseURL: string
  /** Completions it was asked for. */
  readonly requests: SeenRequest[]
  /** Answers that were open when their caller went away. */
  readonly left: Promise<void>
  /** Ends it as a crash does: no more connections, those there are cut. */
  kill(): Promise<void>
}

type Play = (response: ServerResponse, request: SeenRequest) => void

/** Starts an upstream that lists `models` and answers by `play`. */
export async function fakeUpstream(play: Play = say('Hello.'), models: readonly string[] = ['m']): Promise<FakeUpstream> {
  const requests: SeenRequest[] = []
  let tellLeft = (): void => undefined
  const left = new Promise<void>((resolve) => (tellLeft = resolve))
  const server = createServer((incoming, response) => {
    if (incoming.url === '/v1/models') {
      const data = models.map((id) => ({ id, object: 'model', created: 1, owned_by: 'fake' }))
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', data }))
      return
    }
    response.once('close', () => response.writableFinished || tellLeft())
    let text = ''
    incoming.setEncoding('utf8').on('data', (piece: string) => (text += piece))
    incoming.on('end', () => {
      const request = { headers: incoming.headers, body: JSON.parse(text) as SeenRequest['body'] }
      requests.push(request)
      play(response, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => killed(server))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { baseURL: `http://127.0.0.1:${port}/v1`, requests, left, kill: () => killed(server) }
}

/** Answers a text with counts: whole, or streamed as one chunk. */
export function say(text: string): Play {
  const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
  return (response, { body: { model, stream } }) => {
    if (stream !== true) {
      const message = { role: 'assistant', content: text, refusal: null }
      const choices = [{ index: 0, message, finish_reason: 'stop', logprobs: null }]
      const completion = { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model, choices, usage }
      response.setHeader('content-type', 'application/json').end(JSON.stringify(completion))
      return
    }
    begin(response, text, model)
    response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }, model))
    response.write(event({ choices: [], usage }, model))
    response.end('data: [DONE]\n\n')
  }
}

/** Streams a text and leaves the answer open. */
export function begin(response: ServerResponse, text: string, model = 'm'): void {
  if (!response.headersSent) response.setHeader('content-type', 'text/event-stream')
  response.write(event({ choices: [{ index: 0, delta: { role: 'assistant', content: text }, finish_reason: null }] }, model))
}

/** Answers a status with an error body of OpenAI's form. */
export function refuse(status: number, error: Record<string, unknown> = {}): Play {
  return (response) => {
    response.statusCode = status
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ error: { message: `status ${status}`, type: null, param: null, code: null, ...error } }))
  }
}

function event(fields: Record<string, unknown>, model: string): string {
  return `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, ...fields })}\n\n`
}

function killed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

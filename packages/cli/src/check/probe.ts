/** Asks a server on behalf of a case, and remembers what was said. */
import type { ChatCompletion, ChatCompletionChunk } from 'colloquy/protocol'
import { EventDecoder } from 'colloquy/stream'
import { checkChatCompletion, checkChatCompletionChunk } from 'colloquy/validate'
import { isRecord } from '../is-record.ts'
import { Deviation, expectThat } from './deviation.ts'

/** A request and its answer, as they went over the wire; the key is left out. */
export interface Exchange {
  readonly method: string
  readonly url: string
  readonly body: unknown
  /** Undefined where no answer came. */
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** A whole answer. */
export interface Reply extends Exchange {
  readonly status: number
  /** The body as JSON; undefined if it is not JSON. */
  readonly json: unknown
}

/** Whom to ask. */
export interface ProbeOptions {
  readonly baseURL: string
  readonly model: string
  readonly apiKey: string | undefined
  readonly signal: AbortSignal
  /** Milliseconds for one answer. */
  readonly timeout: number
  /** The field that keeps answers short on this server. Default `max_completion_tokens`. */
  readonly limit?: LimitField
}

/** The two published names of the limit: some servers know the older only, and would answer at length. */
export type LimitField = 'max_completion_tokens' | 'max_tokens'

/** What {@link Probe} asks beside the fields of a request. */
export interface AskOptions {
  /** Most tokens of the answer. Default 24. */
  readonly room?: number
  /** Whether every field has to be as published. Default false. */
  readonly published?: boolean
}

/** One instance a case. */
export class Probe {
  readonly model: string
  readonly apiKey: string | undefined
  /** In the order they were asked. */
  readonly exchanges: Exchange[] = []
  readonly #options: ProbeOptions

  constructor(options: ProbeOptions) {
    this.#options = options
    this.model = options.model
    this.apiKey = options.apiKey
  }

  /** Sends a request as it is; `body` that is a text goes as that text. */
  async send(
    path: string,
    { method = 'GET', body, key = this.apiKey }: { method?: string; body?: unknown; key?: string | undefined } = {},
  ): Promise<Reply> {
    const url = `${this.#options.baseURL.replace(/\/+$/u, '')}${path}`
    this.exchanges.push({ method, url, body, status: undefined, headers: {}, text: '' })
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.any([this.#options.signal, AbortSignal.timeout(this.#options.timeout)]),
    })
    const text = await response.text()
    const headers = Object.fromEntries(response.headers)
    const exchange = { method, url, body, status: response.status, headers, text }
    this.exchanges.splice(-1, 1, exchange)
    return { ...exchange, json: parse(text) }
  }

  /** Asks for a completion; `fields` join a short question. */
  ask(fields: Readonly<Record<string, unknown>> = {}, { room = 24 }: AskOptions = {}): Promise<Reply> {
    const messages = [{ role: 'user', content: 'Name three ships.' }]
    return this.send('/chat/completions', {
      method: 'POST',
      // At temperature 0 the results do not change from one check to the next.
      body: {
        model: this.model,
        messages,
        [this.#options.limit ?? 'max_completion_tokens']: room,
        temperature: 0,
        ...fields,
      },
    })
  }

  /**
   * Resolves to a completion, or throws Deviation. Every field must be as published only if `published` is set: a
   * server that leaves one out differs in that one point, and can still be asked about the others.
   */
  async completion(
    fields: Readonly<Record<string, unknown>> = {},
    { published = false, ...options }: AskOptions = {},
  ): Promise<ChatCompletion> {
    const reply = await this.ask(fields, options)
    expectThat(reply.status === 200, `It answers with status ${reply.status} instead of 200.`)
    const [issue] = published ? checkChatCompletion(reply.json, { limit: 1 }) : []
    if (issue) throw new Deviation(issue.message)
    if (isCompletion(reply.json)) return reply.json
    throw new Deviation('The answer is not an object with choices.')
  }

  /** The chunks of a stream, or a Deviation; `published` as for a completion. */
  async chunks(
    fields: Readonly<Record<string, unknown>> = {},
    { published = false, ...options }: AskOptions = {},
  ): Promise<readonly ChatCompletionChunk[]> {
    const events = await this.events(fields, options)
    if (published) expectThat(events.at(-1) === '[DONE]', 'The stream does not end with `data: [DONE]`.')
    return events
      .filter((data) => data !== '[DONE]')
      .map((data) => {
        const chunk = parse(data)
        const [issue] = published ? checkChatCompletionChunk(chunk, { limit: 1 }) : []
        if (issue) throw new Deviation(issue.message)
        if (isChunk(chunk)) return chunk
        throw new Deviation(`An event is not an object with choices: ${data.slice(0, 80)}`)
      })
  }

  /** The data of each event of a stream. */
  async events(fields: Readonly<Record<string, unknown>> = {}, options: AskOptions = {}): Promise<readonly string[]> {
    const reply = await this.ask({ ...fields, stream: true }, options)
    expectThat(reply.status === 200, `It answers with status ${reply.status} instead of 200.`)
    const type = reply.headers['content-type'] ?? 'none'
    expectThat(type.startsWith('text/event-stream'), `The content type is ${type} instead of text/event-stream.`)
    const decoder = new EventDecoder()
    return [...decoder.push(new TextEncoder().encode(reply.text)), ...decoder.end()].map(({ data }) => data)
  }

  /** A refusal in the published form with this status. With `param`, the error must name that field. */
  async refusal(
    sent: Promise<Reply>,
    { status, param, code }: { status: number; param?: string; code?: string },
  ): Promise<void> {
    const reply = await sent
    expectThat(reply.status === status, `It answers with status ${reply.status} instead of ${status}.`)
    const error = errorOf(reply.json)
    expectThat(error !== undefined, 'The answer is not {"error": {"message", "type", "param", "code"}}.')
    expectThat(typeof error['message'] === 'string' && error['message'] !== '', 'error.message is not a string.')
    expectThat(typeof error['type'] === 'string', 'error.type is not a string.')
    for (const field of ['param', 'code']) expectThat(field in error, `error.${field} is missing; it may be null.`)
    if (param !== undefined) {
      const named = String(error['param'])
      expectThat(
        named === param || named.startsWith(`${param}.`) || named.startsWith(`${param}[`),
        `error.param is ${named} instead of ${param}.`,
      )
    }
    if (code !== undefined)
      expectThat(error['code'] === code, `error.code is ${String(error['code'])} instead of ${code}.`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorOf(body: unknown): Record<string, unknown> | undefined {
  if (!isRecord(body)) return undefined
  const { error } = body
  return isRecord(error) ? error : undefined
}

// What every case needs. Everything else is read as if it might be missing.
function isCompletion(value: unknown): value is ChatCompletion {
  const isChoice = (choice: unknown): boolean => isRecord(choice) && isRecord(choice['message'])
  return isRecord(value) && Array.isArray(value['choices']) && value['choices'].every(isChoice)
}

function isChunk(value: unknown): value is ChatCompletionChunk {
  const isChoice = (choice: unknown): boolean => isRecord(choice) && isRecord(choice['delta'])
  return isRecord(value) && Array.isArray(value['choices']) && value['choices'].every(isChoice)
}

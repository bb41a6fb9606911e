import type { ChatBackend, CompleteContext } from '../backend.ts'
import { InvalidRequestError } from '../errors/colloquy-error.ts'
import type { ChatCompletion, ChatCompletionRequest, Model } from '../protocol/index.ts'
import { ChatCompletionStream } from './completion-stream.ts'
import { Deadline } from './deadline.ts'
import {
  resolveConnection,
  type ClientOptions,
  type Connection,
  type RequestOptions,
  type TimeoutOptions,
} from './options.ts'
import { parseCompletion, parseModels } from './parse-answer.ts'
import { readBody } from './read-body.ts'
import { ResponseChunks } from './response-chunks.ts'
import type { WireResponse } from './send-request.ts'
import { sendWithRetries } from './send-with-retries.ts'

/** Answers requests by an OpenAI-compatible server. Throws `InvalidRequestError` for an address that cannot be used. */
export function httpBackend(options: ClientOptions = {}): ChatBackend {
  return new HttpBackend(options)
}

/** What a server is asked, and how long it may take. */
interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: string
  readonly streams?: boolean
}

/** Speaks HTTP; {@link httpBackend} shows of it what every backend has. */
export class HttpBackend implements ChatBackend {
  readonly #connection: Connection

  constructor(options: ClientOptions) {
    this.#connection = resolveConnection(options)
  }

  complete(request: ChatCompletionRequest, { signal }: CompleteContext): ChatCompletionStream {
    return this.#stream(request, { signal }).stream
  }

  /** Streams the answer; resolves once the server accepted the request. */
  async open(request: ChatCompletionRequest, options: RequestOptions): Promise<ChatCompletionStream> {
    const { stream, source } = this.#stream(request, options)
    await source.open()
    return stream
  }

  /** Asks for the whole answer at once. */
  async create(request: ChatCompletionRequest, options: RequestOptions): Promise<ChatCompletion> {
    const { text, sent } = await this.#fetchText({ method: 'POST', path, body: serialize(request) }, options)
    return parseCompletion(text, sent)
  }

  async models(options: RequestOptions = {}): Promise<readonly Model[]> {
    const { text, sent } = await this.#fetchText({ method: 'GET', path: '/models' }, options)
    return parseModels(text, sent)
  }

  #stream(
    request: ChatCompletionRequest,
    options: RequestOptions,
  ): { stream: ChatCompletionStream; source: ResponseChunks } {
    const { maxResponseBytes: maxEventLength } = this.#connection
    const body = serialize(request.stream ? request : { ...request, stream: true })
    const limits = this.#limits(options)
    const deadline = this.#deadline(options, limits.total)
    const send = () => this.#send({ method: 'POST', path, body, streams: true }, options, deadline)
    const source = new ResponseChunks({ send, deadline, idle: limits.idle, maxEventLength })
    return { stream: new ChatCompletionStream(source, deadline), source }
  }

  async #fetchText(call: Call, options: RequestOptions): Promise<{ text: string; sent: WireResponse }> {
    const { total = 600_000, idle } = this.#limits(options)
    const deadline = this.#deadline(options, total)
    try {
      const sent = await this.#send(call, options, deadline)
      const text = await readBody(sent.response, deadline, { limit: this.#connection.maxResponseBytes, idle })
      return { text, sent }
    } finally {
      deadline.release()
    }
  }

  async #send({ streams, ...call }: Call, options: RequestOptions, deadline: Deadline): Promise<WireResponse> {
    const { connect, firstToken, idle } = this.#limits(options)
    const headers = {
      ...(call.body && { 'content-type': 'application/json', 'idempotency-key': options.idempotencyKey ?? newKey() }),
      ...(streams && { accept: 'text/event-stream' }),
      ...options.headers,
    }
    const startLimit = () => {
      if (streams && connect === undefined) deadline.wait('first-token', firstToken)
      else deadline.wait('connect', connect)
    }
    const maxRetries = options.maxRetries ?? this.#connection.maxRetries
    const sent = await sendWithRetries(
      this.#connection,
      { ...call, headers },
      { maxRetries, deadline, idle, startLimit },
    )
    if (streams && connect !== undefined) deadline.wait('first-token', firstToken)
    return sent
  }

  #limits({ timeout: own = {} }: RequestOptions): TimeoutOptions & { idle: number; firstToken: number } {
    const { timeout } = this.#connection
    return {
      connect: own.connect ?? timeout.connect,
      firstToken: own.firstToken ?? timeout.firstToken ?? 60_000,
      idle: own.idle ?? timeout.idle ?? 60_000,
      total: own.total ?? timeout.total,
    }
  }

  #deadline({ signal }: RequestOptions, total: number | undefined): Deadline {
    return new Deadline({ total, signal, clock: this.#connection.clock })
  }
}

const path = '/chat/completions'

function serialize(request: ChatCompletionRequest): string {
  try {
    return JSON.stringify(request)
  } catch (error) {
    throw new InvalidRequestError('The request cannot be written as JSON: it holds a cycle or a bigint.', {
      code: 'invalid_type',
      cause: error,
    })
  }
}

/** Web pages and their workers get none: servers list the headers that pages may send, and few list this one. */
function newKey(): string | undefined {
  return 'location' in globalThis ? undefined : crypto.randomUUID()
}

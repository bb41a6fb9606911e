import { Colloquy, streamChatCompletion, type CallOptions, type HttpFetch } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest, Model } from 'colloquy/protocol'
import type { Arrivals } from '../answer/arrivals.ts'
import { asAbortSignal } from '../signals/signal-source.ts'
import { Circuit, type CircuitState } from './circuit.ts'
import { Health, type HealthState } from './health.ts'
import { signalOf, type RoutingContext } from './routing-context.ts'
import { WholeAnswer } from './whole-answer.ts'

/** A server that answers requests: its address, and how many requests it may get. */
export interface UpstreamOptions {
  /** The address before `/chat/completions`, usually ending in `/v1`. */
  baseURL: string
  /** Its name in headers, logs and metrics. Default: host and port of the address. */
  name?: string | undefined
  /** Its share of the requests, relative to the others. Default 1. */
  weight?: number | undefined
  /** Sent as `Authorization: Bearer`. Default: none; the environment's keys are never taken. */
  apiKey?: string | undefined
  /** How many requests it may answer at a time; others wait. Default: no limit. */
  parallel?: number | undefined
  /** The models to ask it for. Default: those that its `/models` lists. */
  models?: readonly string[] | undefined
}

/** An upstream that went out of use, or came back. */
export interface UpstreamChange {
  readonly name: string
  /** `down` by its health checks, `open` by its circuit breaker, or `up` again. */
  readonly state: 'up' | 'down' | 'open'
  /** Why it is out of use: the latest failure. */
  readonly cause: unknown
}

/** What an upstream is made with besides its options. */
interface UpstreamSurroundings {
  readonly fetch?: HttpFetch | undefined
  readonly onChange?: ((change: UpstreamChange) => void) | undefined
}

/** One server of the pool, and what is known of it. */
export class Upstream {
  readonly name: string
  readonly weight: number
  readonly health: Health = new Health()
  readonly circuit: Circuit = new Circuit()
  /** Requests it answers at the moment. */
  running = 0
  /** Why the last health check failed; undefined after one that passed. */
  checkFailure: unknown
  readonly #connection: CallOptions
  readonly #client: Colloquy
  readonly #parallel: number
  readonly #pinned: ReadonlySet<string> | undefined
  #listed: ReadonlyMap<string, Model> | undefined
  readonly #onChange: UpstreamSurroundings['onChange']
  #told: UpstreamChange['state'] | 'unknown' = 'unknown'

  constructor(options: UpstreamOptions, { fetch, onChange }: UpstreamSurroundings = {}) {
    const { baseURL, name = new URL(baseURL).host, weight = 1, apiKey = '', parallel = Infinity, models } = options
    this.name = name
    this.weight = weight
    this.#parallel = parallel
    this.#pinned = models && new Set(models)
    // The pool tries again elsewhere, which is faster than here. A model may read a long prompt for minutes.
    const timeout = { firstToken: 600_000, idle: 120_000 }
    // Compression would cost both servers more than the bytes between them.
    const headers = { 'accept-encoding': 'identity' }
    const connection = { baseURL, apiKey, maxRetries: 0, timeout, headers, ...(fetch && { fetch }) }
    this.#connection = connection
    this.#client = new Colloquy(connection)
    this.#onChange = onChange
  }

  /**
   * The chunks of its answer. What nobody reads piece by piece is asked for whole: an answer of 200 tokens then costs both servers a
   * tenth, and one that breaks off in the middle can be asked for elsewhere.
   */
  complete(request: ChatCompletionRequest, context: RoutingContext): Arrivals<ChatCompletionChunk> {
    const signal = asAbortSignal(signalOf(context))
    if (isWhole(request)) {
      const { headers = {} } = context
      return new WholeAnswer(() => this.#client.chat.createChatCompletion(request, { signal, headers }))
    }
    const connection = this.#connection
    // Counts are asked for always: metrics live on them.
    const options = { ...request.stream_options, include_usage: true }
    const headers = { ...connection.headers, ...context.headers }
    return streamChatCompletion({ ...request, stream_options: options }, { ...connection, headers, signal })
  }

  /** Models it is known to have: the pinned ones as its list describes them, or the whole list. */
  get models(): readonly Model[] {
    const listed = [...(this.#listed?.values() ?? [])]
    if (this.#pinned === undefined) return listed
    return [...this.#pinned].map(
      (id) => this.#listed?.get(id) ?? { id, object: 'model', created: 0, owned_by: this.name },
    )
  }

  /** Whether it answers for this model; true also while its list is not known. */
  serves(model: string): boolean {
    const known = this.#pinned ?? this.#listed
    return known === undefined || known.has(model)
  }

  /** Whether a request would be answered, as far as is known. */
  isUsable(now: number): boolean {
    return this.health.state !== 'down' && this.circuit.allows(now)
  }

  /** Whether it may be given one more request. */
  get hasRoom(): boolean {
    return this.running < this.#parallel
  }

  /** One word for logs and metrics. */
  state(now: number): HealthState | Exclude<CircuitState, 'closed'> {
    const circuit = this.circuit.state(now)
    return this.health.state === 'down' || circuit === 'closed' ? this.health.state : circuit
  }

  /** Tells of a change since the last look, if there is one. That it is up at first is nothing to tell. */
  notice(now: number, cause?: unknown): void {
    const state = this.state(now)
    const standing = state === 'half-open' ? 'open' : state
    const before = this.#told
    this.#told = standing
    if (standing === before || standing === 'unknown' || (standing === 'up' && before === 'unknown')) return
    this.#onChange?.({ name: this.name, state: standing, cause: standing === 'up' ? undefined : cause })
  }

  /** Takes the outcome of a health check that passed; `models` is undefined where the upstream lives but has no list. */
  passed(models?: readonly Model[]): void {
    this.health.push(true)
    this.checkFailure = undefined
    if (models !== undefined) this.#listed = new Map(models.map((model) => [model.id, model]))
  }

  /** Takes the failure of a health check. */
  failed(error: unknown): void {
    this.health.push(false)
    this.checkFailure = error
  }
}

function isWhole(request: ChatCompletionRequest): request is ChatCompletionRequest & { stream?: false | null } {
  return request.stream !== true
}

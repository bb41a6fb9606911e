import {
  ConnectionError,
  httpBackend,
  InvalidRequestError,
  isColloquyError,
  NotFoundError,
  ServerError,
  systemClock,
  type ChatBackend,
  type Clock,
  type HttpFetch,
} from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest, Model } from 'colloquy/protocol'
import { chooseUpstream } from './choose-upstream.ts'
import { conversationPrefixes } from './conversation-prefixes.ts'
import { HealthChecks } from './health-checks.ts'
import { inOpenAisWords } from './in-openais-words.ts'
import { isPerhapsTheRequests, isWorthAnotherTry } from './is-worth-another-try.ts'
import { Lease, type Doubt } from './lease.ts'
import { ModelRoutes, type ModelRoute } from './model-routes.ts'
import { PooledAnswer, type StartedAnswer } from './pooled-answer.ts'
import { PrefixMemory } from './prefix-memory.ts'
import { signalOf, type RoutingContext } from './routing-context.ts'
import { Upstream, type UpstreamChange, type UpstreamOptions } from './upstream.ts'
import { WaitingRoom, type WaitingRoomOptions } from './waiting-room.ts'

/** The servers of a pool, and how requests are distributed. */
export interface UpstreamPoolOptions extends WaitingRoomOptions {
  /** The servers. At least one. */
  upstreams: readonly UpstreamOptions[]
  /** Aliases and fallbacks, by the model name callers use. */
  models?: Readonly<Record<string, ModelRoute>> | undefined
  /**
   * How many upstreams one request may be sent to, not counting those that could not be reached, which did no work.
   * Default 3.
   */
  maxAttempts?: number | undefined
  /** Milliseconds between two health checks of an upstream. Default 5,000. */
  checkInterval?: number | undefined
  /** Told when an upstream goes out of use, at the start too, and when it comes back. Default: nobody is. */
  onUpstreamChange?: ((change: UpstreamChange) => void) | undefined
  /** Sends the requests; for tests. Default: `node:http`, or the global `fetch` if there is no `node:http`. */
  fetch?: HttpFetch | undefined
  /** The clock the pool uses, for tests. Default: the system's. */
  clock?: Clock | undefined
}

/** How an upstream is doing. */
export interface UpstreamStatus {
  readonly name: string
  /** `up`, `down`, `unknown` before the first check; `open` or `half-open` while its circuit breaker keeps requests away. */
  readonly state: ReturnType<Upstream['state']>
  readonly running: number
}

/**
 * Answers requests with several servers. A conversation stays where its prompt is cached, unless that server is too busy. A
 * request that fails before its first chunk is sent to another server. Aborting a request aborts it at the upstream.
 *
 * @example
 * await using pool = new UpstreamPool({ upstreams: [{ baseURL: 'http://gpu1:8000/v1' }, { baseURL: 'http://gpu2:8000/v1' }] })
 * const handler = createHandler(pool)
 */
export class UpstreamPool implements ChatBackend, AsyncDisposable {
  readonly #upstreams: readonly Upstream[]
  readonly #routes: ModelRoutes
  readonly #maxAttempts: number
  readonly #room: WaitingRoom
  readonly #checks: readonly HealthChecks[]
  readonly #clock: Clock
  readonly #homes = new PrefixMemory<Upstream>()

  /** Throws `InvalidRequestError` for addresses that cannot be used, names given twice, and aliases of aliases. */
  constructor(options: UpstreamPoolOptions) {
    const { upstreams, models, maxAttempts = 3, checkInterval = 5_000, clock = systemClock } = options
    const { fetch, onUpstreamChange: onChange } = options
    this.#clock = clock
    this.#maxAttempts = maxAttempts
    this.#routes = new ModelRoutes(models)
    this.#room = new WaitingRoom(options, clock)
    this.#upstreams = upstreams.map((each) => new Upstream(each, { fetch, onChange }))
    refuseNamesTwice(this.#upstreams)
    const onChecked = () => this.#room.admit()
    this.#checks = this.#upstreams.map((upstream, at) => {
      const { baseURL, apiKey = '' } = upstreams[at] ?? {}
      const backend = httpBackend({
        baseURL,
        apiKey,
        maxRetries: 0,
        timeout: { total: 4_000 },
        ...(fetch && { fetch }),
      })
      return new HealthChecks({ upstream, backend, interval: checkInterval, clock, onChecked })
    })
  }

  /** Resolves when each upstream was checked once. */
  async checked(): Promise<void> {
    await Promise.all(this.#checks.map(({ first }) => first))
  }

  complete(request: ChatCompletionRequest, context: RoutingContext): AsyncIterable<ChatCompletionChunk> {
    return new PooledAnswer(() => this.#start(request, context))
  }

  /** The models of all upstreams that live, each once, and the aliases. */
  async models(): Promise<readonly Model[]> {
    await this.checked()
    const models = new Map<string, Model>()
    for (const upstream of this.#upstreams) {
      if (upstream.health.state === 'down') continue
      for (const model of upstream.models) if (!models.has(model.id)) models.set(model.id, model)
    }
    for (const [id, target] of this.#routes.aliases()) {
      const model = models.get(target)
      if (model !== undefined) models.set(id, { ...model, id })
    }
    return [...models.values()]
  }

  /** How each upstream is doing now. */
  status(): readonly UpstreamStatus[] {
    const now = this.#clock.now()
    return this.#upstreams.map((each) => ({ name: each.name, state: each.state(now), running: each.running }))
  }

  /** Requests that wait for a free place. */
  get waiting(): number {
    return this.#room.waiting
  }

  /** Why a load balancer should send requests elsewhere; undefined while there is no reason. */
  notReady(): 'loading' | 'overloaded' | 'upstreams_down' | undefined {
    const now = this.#clock.now()
    if (this.#upstreams.every(({ health }) => health.state === 'unknown')) return 'loading'
    if (!this.#upstreams.some((each) => each.isUsable(now) && each.health.state === 'up')) return 'upstreams_down'
    return this.#room.full ? 'overloaded' : undefined
  }

  /** Ends the health checks. Requests that run come to their end. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const checks of this.#checks) checks[Symbol.dispose]()
  }

  async #start(request: ChatCompletionRequest, context: RoutingContext): Promise<StartedAnswer> {
    const doubts: Doubt[] = []
    try {
      return await this.#ask(request, context, doubts)
    } finally {
      for (const { clear } of doubts) clear()
    }
  }

  /** Asks upstreams in turn until one answers. */
  async #ask(request: ChatCompletionRequest, context: RoutingContext, doubts: Doubt[]): Promise<StartedAnswer> {
    // Where there is one place to go, nothing is to be chosen by.
    const prefixes = this.#upstreams.length > 1 ? conversationPrefixes(request) : []
    let attempts = 0
    let counted = 0
    let waited = 0
    let failure: unknown
    for (const model of this.#routes.plan(request.model)) {
      const tried = new Set<Upstream>()
      while (counted < this.#maxAttempts) {
        const entered = this.#clock.now()
        const lease = await this.#room.enter(() => this.#take(model, prefixes, tried), signalOf(context))
        const asked = this.#clock.now()
        waited += asked - entered
        if (lease === null) break
        const { upstream } = lease
        tried.add(upstream)
        attempts++
        context.onAsked?.({ upstream: upstream.name, attempts })
        try {
          const answer = await ask(lease, model === request.model ? request : { ...request, model }, context)
          // Where another one answers, the request was not to blame.
          for (const { blame } of doubts.splice(0)) blame()
          this.#homes.remember(prefixes, upstream)
          context.onRouted?.({ upstream: upstream.name, attempts, waited, firstChunk: this.#clock.now() - asked })
          return answer
        } catch (thrown) {
          const error = inOpenAisWords(thrown)
          if (isPerhapsTheRequests(error)) doubts.push(lease.doubt(error))
          else lease.fail(error)
          if (!isWorthAnotherTry(error)) throw error
          context.onFailedAttempt?.(upstream.name, error)
          failure = inPoolsWords(error, upstream.name)
          if (!(error instanceof ConnectionError)) counted++
        }
      }
    }
    throw failure ?? this.#unavailable(request.model)
  }

  /** A place at an upstream; undefined where one has to be waited for; null where there is none to wait for. */
  #take(model: string, prefixes: readonly number[], tried: ReadonlySet<Upstream>): Lease | null | undefined {
    const now = this.#clock.now()
    const usable = this.#upstreams.filter((each) => !tried.has(each) && each.serves(model) && each.isUsable(now))
    if (usable.length === 0) return null
    const free = usable.filter(({ hasRoom }) => hasRoom)
    const chosen = chooseUpstream(free, prefixes[0] ?? 0, this.#homes.find(prefixes))
    return chosen && new Lease(chosen, this.#clock, () => this.#room.admit())
  }

  #unavailable(model: string): Error {
    const plan = this.#routes.plan(model)
    const serving = this.#upstreams.filter((each) => plan.some((name) => each.serves(name)))
    if (serving.length > 0) {
      // For the log: a key that is wrong looks to callers like a server that is down.
      const failing = serving.find(({ checkFailure }) => checkFailure !== undefined)
      return new ServerError(`No upstream can answer for \`${model}\` at the moment. Try again in 2 s.`, {
        code: 'overloaded',
        retryAfter: 2,
        cause: failing && inPoolsWords(failing.checkFailure, failing.name),
      })
    }
    return new NotFoundError(
      `The model \`${model}\` does not exist here. \`GET /v1/models\` lists the available models.`,
      {
        code: 'model_not_found',
      },
    )
  }
}

/** Sends a request and waits for the first chunk. */
async function ask(lease: Lease, request: ChatCompletionRequest, context: RoutingContext): Promise<StartedAnswer> {
  const chunks = lease.upstream.complete(request, context)
  const { done, value } = await chunks.next()
  // The client throws for a stream without chunks, so this is for other backends only.
  if (done === true) throw new ServerError('The upstream answered with nothing.', { status: 502 })
  lease.answered()
  return { lease, chunks, first: value }
}

/** Errors that speak of the pool's own dealings with an upstream, in words for its callers. */
function inPoolsWords(error: unknown, name: string): unknown {
  if (!isColloquyError(error)) return error
  const { status } = error
  if (error instanceof ConnectionError) {
    return new ConnectionError(`The upstream \`${name}\` could not be reached.`, { cause: error })
  }
  // To the caller a 401 would speak of the caller's key.
  if (status === 401 || status === 403) {
    return new ServerError(`The upstream \`${name}\` refuses this server's key.`, { status: 502, cause: error })
  }
  return error
}

function refuseNamesTwice(upstreams: readonly Upstream[]): void {
  const names = new Set<string>()
  for (const { name } of upstreams) {
    if (names.has(name)) {
      throw new InvalidRequestError(`Two upstreams are called \`${name}\`. Give one of them another name.`, {
        param: 'upstreams',
      })
    }
    names.add(name)
  }
}

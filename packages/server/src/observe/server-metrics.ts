import type { UpstreamStatus } from '../upstream/upstream-pool.ts'
import { Counter } from './metrics/counter.ts'
import { Gauge } from './metrics/gauge.ts'
import { Histogram } from './metrics/histogram.ts'
import { Registry, type Family } from './metrics/registry.ts'
import { addProcessMetrics } from './process-metrics.ts'
import type { AnswerRecord, RequestObserver, RequestRecord } from './request-record.ts'

/** What metrics can report besides requests. */
export interface ServerMetricsOptions {
  /** The upstreams, if a pool answers. */
  readonly upstreams?: (() => readonly UpstreamStatus[]) | undefined
  /** How many requests are waiting. */
  readonly waiting?: (() => number) | undefined
  /** The models in this process, if there are any. */
  readonly loadedModels?: (() => readonly LoadedModel[]) | undefined
}

/** A model in this process. */
export interface LoadedModel {
  readonly model: string
  /** Seconds it took to load. */
  readonly loadSeconds: number
  /** Share of its key-value memory in use, 0 to 1. */
  readonly cacheUse: number
}

/**
 * The server's metrics, in Prometheus' text format. The number of label values is bounded: models and upstreams have their own
 * names, and nothing comes from a caller, such as a key or an id.
 */
export class ServerMetrics implements RequestObserver {
  readonly #registry = new Registry()
  #running = 0

  readonly #httpRequests = this.#add(
    'colloquy_http_requests_total',
    'HTTP requests answered.',
    counter('route', 'code'),
  )
  readonly #httpSeconds = this.#add(
    'colloquy_http_request_duration_seconds',
    'From the arrival of a request to the last byte of its answer.',
    new Histogram(['route'], wholeAnswers),
  )
  readonly #queueSeconds = this.#add(
    'colloquy_request_queue_seconds',
    'Spent waiting for a free place at an upstream.',
    new Histogram([], firstTokens),
  )
  readonly #firstToken = this.#add(
    'colloquy_time_to_first_token_seconds',
    'From the arrival of a request to the first chunk of its answer, of those that stream.',
    new Histogram(['model'], firstTokens),
  )
  readonly #gaps = this.#add(
    'colloquy_inter_token_seconds',
    'Between two chunks of an answer.',
    new Histogram(['model'], [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5]),
  )
  readonly #wholeAnswer = this.#add(
    'colloquy_e2e_request_seconds',
    'From the arrival of a request to the end of its answer, of completions that were answered.',
    new Histogram(['model'], wholeAnswers),
  )
  readonly #promptTokens = this.#add('colloquy_prompt_tokens_total', 'Tokens of prompts.', counter('model'))
  readonly #cachedTokens = this.#add(
    'colloquy_cached_tokens_total',
    'Tokens of prompts that were cached.',
    counter('model'),
  )
  readonly #completionTokens = this.#add('colloquy_completion_tokens_total', 'Tokens of answers.', counter('model'))
  readonly #successes = this.#add(
    'colloquy_request_success_total',
    'Choices that came to their end, by the reason of it.',
    counter('model', 'finish_reason'),
  )
  readonly #rejected = this.#add(
    'colloquy_rejected_total',
    'Requests refused or failed, by error code.',
    counter('reason'),
  )
  readonly #left = this.#add(
    'colloquy_requests_left_total',
    'Requests whose caller left before the end.',
    new Counter([]),
  )
  readonly #upstreamRequests = this.#add(
    'colloquy_upstream_requests_total',
    'Requests sent to an upstream, by what came of them.',
    counter('upstream', 'outcome'),
  )
  readonly #upstreamFirstChunk = this.#add(
    'colloquy_upstream_first_chunk_seconds',
    'From asking an upstream to the first chunk of its answer, of those that stream.',
    new Histogram(['upstream'], firstTokens),
  )
  readonly #overhead = this.#add(
    'colloquy_gateway_overhead_seconds',
    'What this server added to the time of the backend.',
    new Histogram([], [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]),
  )

  constructor({ upstreams, waiting = () => 0, loadedModels }: ServerMetricsOptions = {}) {
    this.#add('colloquy_requests_running', 'Completions being answered.', new Gauge([], () => [[{}, this.#running]]))
    this.#add('colloquy_requests_waiting', 'Requests that wait for a place.', new Gauge([], () => [[{}, waiting()]]))
    if (upstreams !== undefined) {
      this.#add(
        'colloquy_upstream_state',
        '1 for the state an upstream is in, 0 for the others.',
        new Gauge(['upstream', 'state'], () => upstreams().flatMap(statesOf)),
      )
      this.#add(
        'colloquy_upstream_requests_running',
        'Requests an upstream answers at the moment.',
        new Gauge(['upstream'], () => upstreams().map(({ name, running }) => [{ upstream: name }, running])),
      )
    }
    if (loadedModels !== undefined) {
      this.#add(
        'colloquy_model_load_seconds',
        'What loading a model took that is loaded now.',
        new Gauge(['model'], () => loadedModels().map(({ model, loadSeconds }) => [{ model }, loadSeconds])),
      )
      this.#add(
        'colloquy_kv_cache_usage_ratio',
        'Share of the key-value memory that holds tokens, of answers that run and of those kept for the next turn.',
        new Gauge(['model'], () => loadedModels().map(({ model, cacheUse }) => [{ model }, cacheUse])),
      )
    }
    addProcessMetrics(this.#registry)
  }

  /** The text for `/metrics`. */
  render(): string {
    return this.#registry.render()
  }

  asked(): void {
    this.#running++
  }

  gap({ answer }: RequestRecord, gap: number): void {
    this.#gaps.observe({ model: answer?.model ?? '' }, gap / 1000)
  }

  failedAttempt(_record: RequestRecord, upstream: string): void {
    this.#upstreamRequests.add({ upstream, outcome: 'failed' })
  }

  ended(record: RequestRecord): void {
    const { route, status, started, ended = started, outcome, errorCode, answer } = record
    const seconds = (ended - started) / 1000
    this.#httpRequests.add({ route, code: String(status) })
    this.#httpSeconds.observe({ route }, seconds)
    if (outcome === 'failed') this.#rejected.add({ reason: errorCode ?? 'server_error' })
    if (outcome === 'left') this.#left.add({})
    if (answer === undefined) return
    this.#running--
    this.#overhead.observe({}, Math.max(0, record.overhead()) / 1000)
    this.#answerEnded(answer, record, seconds)
  }

  #answerEnded(answer: AnswerRecord, { started, outcome }: RequestRecord, seconds: number): void {
    const { route, model, firstChunkAt, usage, finishReasons } = answer
    if (route !== undefined) {
      this.#queueSeconds.observe({}, route.waited / 1000)
      this.#upstreamRequests.add({ upstream: route.upstream, outcome })
      if (answer.streams) this.#upstreamFirstChunk.observe({ upstream: route.upstream }, route.firstChunk / 1000)
    }
    if (model === undefined || firstChunkAt === undefined) return
    if (answer.streams) this.#firstToken.observe({ model }, (firstChunkAt - started) / 1000)
    if (outcome === 'answered') this.#wholeAnswer.observe({ model }, seconds)
    for (const reason of finishReasons) this.#successes.add({ model, finish_reason: reason })
    if (usage === undefined) return
    this.#promptTokens.add({ model }, usage.prompt_tokens)
    this.#cachedTokens.add({ model }, usage.prompt_tokens_details?.cached_tokens ?? 0)
    this.#completionTokens.add({ model }, usage.completion_tokens)
  }

  #add<F extends Family>(name: string, help: string, family: F): F {
    return this.#registry.add(name, help, family)
  }
}

/** Upper bounds in seconds: from a cached word to a long prompt on a slow machine. */
const firstTokens = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** The same for whole answers, which take up to minutes. */
const wholeAnswers = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300]

function counter<Name extends string>(...labels: Name[]): Counter<Name> {
  return new Counter(labels)
}

const states = ['up', 'down', 'unknown', 'open', 'half-open'] as const

function statesOf({ name, state }: UpstreamStatus): [{ upstream: string; state: string }, number][] {
  return states.map((each) => [{ upstream: name, state: each }, each === state ? 1 : 0])
}

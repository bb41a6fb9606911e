import type { ServerError } from 'colloquy'

import type { LlamaContext } from '../native/context.ts'
import type { LlamaModel } from '../native/model.ts'
import { abortedRequest, busyEngine, closedEngine } from '../unanswered.ts'
import type { Generation } from './generation.ts'
import { JobGroup } from './job-group.ts'
import { Job } from './job.ts'
import type { PlannedPart } from './plan-step.ts'
import type { RequestTerms } from './request-terms.ts'
import { isStillBehind, sharedBeginning } from './shared-beginning.ts'
import type { Slot } from './slot.ts'
import { Slots, type SequenceMemory } from './slots.ts'
import { BatchPlanner, TurnPlanner, type StepPlanner } from './step-planner.ts'
import { TokenDraws } from './token-draws.ts'
import { WaitingLine } from './waiting-line.ts'

/** What the scheduler needs of a context; `LlamaContext` has it. */
export type StepContext = SequenceMemory & Pick<LlamaContext, 'batchSize' | 'decode' | 'sample' | 'weigh'>

/** What the scheduler needs of a model; `LlamaModel` has it. */
export type SamplerSource = Pick<LlamaModel, 'createSampler' | 'createWeigher'>

/** What a scheduler works with. */
export interface SchedulerOptions {
  context: StepContext
  model: SamplerSource
  /** Requests that may wait for a slot. */
  queueLimit: number
  /** Most milliseconds a request may wait for a slot. Default: no limit. */
  queueTimeout?: number
  /** How far back the model's narrowest attention looks; 0 where its header does not tell. */
  window: number
  /**
   * Evaluates each answer by itself, in parts that depend on its own tokens alone. Its numbers are then the same to the
   * last bit, whatever else runs; the gain of batching is lost. Default false.
   */
  deterministic?: boolean
  /** Milliseconds of a steady clock. */
  now?: () => number
}

/**
 * Runs many answers in one context (continuous batching). Each step evaluates one token of every running answer, then
 * slices of the prompts that came in meanwhile. A new request joins at the next step.
 */
export class Scheduler {
  readonly #context: StepContext
  readonly #model: SamplerSource
  readonly #now: () => number
  readonly #slots: Slots
  readonly #line: WaitingLine<Job>
  readonly #planner: StepPlanner
  readonly #draws: TokenDraws
  readonly #groups = new Set<JobGroup>()
  #running: Job[] = []
  #working: Promise<void> | undefined
  #closed = false
  readonly #queueTimeout: number
  /** Of an answer; undefined before the first has ended. */
  #averageMilliseconds: number | undefined

  constructor(options: SchedulerOptions) {
    this.#context = options.context
    this.#model = options.model
    this.#now = options.now ?? ((): number => performance.now())
    this.#planner =
      options.deterministic === true ? new TurnPlanner(options.context) : new BatchPlanner(options.context)
    const { grain } = this.#planner
    this.#slots = new Slots(options.context, { window: options.window, grain, now: this.#now })
    this.#line = new WaitingLine(options.queueLimit)
    const { context, model } = options
    this.#draws = new TokenDraws({ context, model, follow: (followers) => this.#line.rejoin(followers) })
    this.#queueTimeout = options.queueTimeout ?? Infinity
  }

  /** How many answers run and wait. */
  get load(): { running: number; waiting: number } {
    return { running: this.#running.filter((job) => !job.isGone).length, waiting: this.#line.length }
  }

  /** Share of the context's memory that holds tokens, 0 to 1: of what runs, and of what is kept to be gone on with. */
  get cacheUse(): number {
    return this.#slots.use
  }

  /**
   * Generates all answers of one request, which share one prompt; it is evaluated once. Resolves when all have ended.
   *
   * Throws `overloaded` when too many wait, `AbortError` as soon as `signal` aborts: the slots are free within one
   * step. A failure of the model ends the requests it touched and no other.
   */
  async run(generations: readonly Generation[], terms: RequestTerms, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw abortedRequest(signal)
    if (this.#closed) throw closedEngine()
    const group = new JobGroup(generations.length, terms, this.#now(), (over) => this.#groupOver(over))
    this.#groups.add(group)
    const abort = (): void => group.settle(abortedRequest(signal))
    signal.addEventListener('abort', abort, { once: true })
    try {
      const [first, ...followers] = generations
      if (first === undefined) return
      const job = new Job(
        group,
        first,
        followers.map((generation) => new Job(group, generation)),
      )
      this.#refuseLongWait()
      this.#line.join(job, { ...terms, free: this.#freeSeats(), retryAfter: () => this.#retryAfter() })
      this.#working ??= this.#work()
      await group.settled
    } finally {
      group.settle()
      signal.removeEventListener('abort', abort)
    }
  }

  /** Ends all requests with an error and waits until the step on its way is over. The context may be disposed then. */
  async close(): Promise<void> {
    this.#closed = true
    for (const group of this.#groups) group.settle(closedEngine())
    await this.#working
  }

  #groupOver(group: JobGroup): void {
    this.#groups.delete(group)
    this.#line.leave((job) => job.group === group)
    if (group.startedAt === undefined) return
    const took = this.#now() - group.startedAt
    this.#averageMilliseconds = took + 0.8 * ((this.#averageMilliseconds ?? took) - took)
  }

  async #work(): Promise<void> {
    try {
      for (;;) {
        this.#refuseLate()
        this.#leave()
        await this.#admit()
        this.#leave()
        if (this.#running.length > 0) await this.#step()
        else if (this.#line.length === 0) return
      }
    } catch (error) {
      for (const group of this.#groups) group.settle(error)
      this.#leave()
    } finally {
      this.#working = undefined
    }
  }

  /** Gives back the seats of jobs that have ended or whose request is over. */
  #leave(): void {
    if (!this.#running.some(({ isGone }) => isGone)) return
    for (const job of this.#running) if (job.isGone) this.#unseat(job)
    this.#running = this.#running.filter((job) => !job.isGone)
  }

  /**
   * Gives free slots to waiting jobs. A job whose prompt begins like one that is being evaluated waits until it can
   * copy that beginning.
   */
  async #admit(): Promise<void> {
    const behind: Job[] = []
    // Each of them will need a slot.
    while (this.#line.length > 0 && this.#slots.free > behind.length) {
      const job = this.#line.next()
      if (job === undefined || job.group.over) continue
      if (this.#isBehind(job)) {
        behind.push(job)
        continue
      }
      try {
        await this.#seat(job)
      } catch (error) {
        job.group.settle(error)
      }
    }
    this.#line.rejoin(behind.filter((job) => !job.group.over))
  }

  #isBehind(job: Job): boolean {
    if (isStillBehind(job)) return true
    const { prompt } = job.generation
    job.behind = sharedBeginning(job, this.#running, this.#slots.heldOf(prompt, job.group.terms.cache))
    return job.behind !== undefined
  }

  async #seat(job: Job): Promise<void> {
    const { prompt, topLogprobs } = job.generation
    const placement = await this.#slots.acquire(prompt, job.group.terms.cache)
    if (placement === undefined) return this.#line.rejoin([job])
    const { slot, reused } = placement
    try {
      const weigher = topLogprobs === undefined ? undefined : this.#model.createWeigher(topLogprobs)
      job.seat = { slot, draw: this.#draws.begin(job.generation), weigher }
    } catch (error) {
      this.#slots.release(slot)
      throw error
    }
    this.#running.push(job)
    // LlamaContext.decode wants ascending sequences.
    this.#running.sort((a, b) => sequenceOf(a) - sequenceOf(b))
    job.group.startedAt ??= this.#now()
    if (!job.group.over) job.generation.started({ cachedTokens: reused })
  }

  #freeSeats(): number {
    return this.#slots.free + this.#running.filter(({ isGone }) => isGone).length
  }

  #unseat(job: Job): void {
    if (job.seat === undefined) return
    job.seat.draw.sampler[Symbol.dispose]()
    job.seat.weigher?.[Symbol.dispose]()
    this.#slots.release(job.seat.slot)
    job.seat = undefined
  }

  async #step(): Promise<void> {
    const { answers, prompts } = this.#planner.plan(this.#running)
    await this.#pass(answers)
    const started = this.#now()
    // Jobs whose request was aborted meanwhile are left out.
    const evaluated = await this.#pass(prompts.filter(({ job }) => !job.group.over))
    if (evaluated > 0) this.#planner.record(evaluated, this.#now() - started)
  }

  /** Evaluates these parts, draws what follows them, and answers how many tokens they had; 0 after a failure. */
  async #pass(parts: readonly PlannedPart[]): Promise<number> {
    if (parts.length === 0) return 0
    const places = await this.#context.decode(parts).catch((error: unknown) => this.#fail(parts, error))
    if (places === undefined) return 0
    const draws: Promise<void>[] = []
    for (const [index, part] of parts.entries()) {
      part.seat.slot.append(part.tokens)
      const own = places[index]
      if (own !== undefined && own.length > 0 && !part.job.group.over) draws.push(this.#draws.draw(part, own))
    }
    await Promise.all(draws)
    for (const { job, seat } of parts) this.#forgetWrongGuesses(job, seat.slot)
    return parts.reduce((sum, { tokens }) => sum + tokens.length, 0)
  }

  #forgetWrongGuesses(job: Job, slot: Slot): void {
    if (job.isGone || slot.length < job.length) return
    this.#slots.cut(slot, job.length - 1)
  }

  /** After a failed pass nobody knows what its sequences hold: they are emptied and their requests fail. */
  #fail(parts: readonly PlannedPart[], error: unknown): undefined {
    for (const { job, seat } of parts) {
      this.#slots.forget(seat.slot)
      job.group.settle(error)
    }
  }

  /** Refuses requests that would wait too long: a quick 503 is better than one after half a minute. */
  #refuseLongWait(): void {
    if (this.#freeSeats() > this.#line.length || this.#averageMilliseconds === undefined) return
    if (this.#expectedWait(this.#averageMilliseconds) > this.#queueTimeout) {
      throw this.#overloaded(this.#line.crowd)
    }
  }

  /** Ends the requests that have waited too long. */
  #refuseLate(): void {
    if (this.#queueTimeout === Infinity || this.#line.length === 0) return
    const due = this.#now() - this.#queueTimeout
    for (const group of this.#groups) {
      if (group.startedAt === undefined && group.askedAt < due) {
        group.settle(this.#overloaded(`no place became free within ${this.#queueTimeout / 1000} s`))
      }
    }
  }

  #overloaded(why: string): ServerError {
    return busyEngine(why, this.#retryAfter())
  }

  /** In seconds. Until the first answer has ended, 5 s an answer are assumed. */
  #retryAfter(): number {
    return Math.min(60, Math.max(1, Math.ceil(this.#expectedWait(this.#averageMilliseconds ?? 5000) / 1000)))
  }

  #expectedWait(averageMilliseconds: number): number {
    return ((this.#line.length + 1) / this.#context.sequences) * averageMilliseconds
  }
}

function sequenceOf(job: Job): number {
  return job.seat?.slot.sequence ?? 0
}

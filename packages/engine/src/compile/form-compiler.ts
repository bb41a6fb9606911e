import { InvalidRequestError, ServerError } from 'colloquy'

import type { Later } from '../later.ts'
import { refusal } from '../structured/refusing.ts'
import { abortedRequest, busyEngine, closedEngine } from '../unanswered.ts'
import type { AnswerTexts } from './answer-texts.ts'
import type { CompiledForm } from './compile-form.ts'

/** A thread that compiles one form after another. */
export interface CompilerThread {
  /** Compiles an `AskedForm`, given as JSON. The one before must have been answered. */
  compile(asked: string): void
  /** Ends it, in the middle of its work if need be; nothing is told of it any more. */
  end(): void
}

/** What a thread tells of itself. */
export interface CompilerThreadEvents {
  compiled(outcome: CompiledForm): void
  /** It has ended by itself. Told once. */
  failed(error: unknown): void
}

/** What a compiler works with. */
export interface FormCompilerOptions {
  /** Starts a thread. Called when a first form is to be compiled, and again after a thread has failed. */
  readonly start: (events: CompilerThreadEvents) => CompilerThread
  /** Forms that may wait while one is compiled; one more is refused with `overloaded` (503). */
  readonly limit: number
  readonly later: Later
}

/** A form to compile. */
export interface FormToCompile {
  /** An `AskedForm`, as JSON. */
  readonly asked: string
  /** The field to name where the form as a whole cannot be enforced. */
  readonly param: string
}

interface Job extends FormToCompile {
  readonly resolve: (texts: AnswerTexts) => void
  readonly reject: (error: unknown) => void
}

// The budget of work ends the most expensive compilations within 3 s on a slow core. This limit is for work that the
// budget does not count.
const mostMilliseconds = 10_000

// What the most expensive forms take; used to guess when a refused caller should try again.
const secondsEach = 0.2

/**
 * Compiles the forms of answers in a thread of its own, in the order of the requests. A hostile form takes up to a few
 * hundred milliseconds, and other answers must go on meanwhile. If a form kills the thread, only its own request fails.
 */
export class FormCompiler {
  readonly #options: FormCompilerOptions
  readonly #line: Job[] = []
  #current: Job | undefined
  #thread: CompilerThread | undefined
  #callOff = (): void => {}
  #closed = false

  constructor(options: FormCompilerOptions) {
    this.#options = options
  }

  /**
   * Throws `unsupported_value` (400) if the form cannot be enforced, `overloaded` (503) if too many wait already, and
   * `AbortError` when `signal` aborts. An abort takes a waiting form out of the line; a form that is being compiled is
   * finished and its result dropped.
   */
  compile({ asked, param }: FormToCompile, signal: AbortSignal): Promise<AnswerTexts> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw closedEngine()
      if (this.#line.length >= this.#options.limit && this.#current !== undefined) throw overloaded(this.#line.length)
      const job = { asked, param, resolve, reject }
      this.#line.push(job)
      signal.addEventListener('abort', () => this.#leave(job, signal), { once: true })
      this.#goOn()
    })
  }

  /** Refuses all waiting forms and ends the thread. */
  close(): void {
    this.#closed = true
    this.#callOff()
    this.#thread?.end()
    for (const { reject } of this.#line.splice(0)) reject(closedEngine())
    this.#current?.reject(closedEngine())
  }

  #goOn(): void {
    if (this.#current !== undefined || this.#closed) return
    this.#current = this.#line.shift()
    if (this.#current === undefined) return
    try {
      this.#thread ??= this.#start()
      this.#thread.compile(this.#current.asked)
      this.#callOff = this.#options.later(mostMilliseconds, () => this.#giveUp())
    } catch (error) {
      this.#settle(({ reject }) => reject(failed(error)))
    }
  }

  #start(): CompilerThread {
    return this.#options.start({
      compiled: (outcome) => this.#settle((job) => tell(job, outcome)),
      failed: (error) => {
        this.#thread = undefined
        this.#settle(({ param, reject }) => reject(isOutOfMemory(error) ? tooLarge(param, error) : failed(error)))
      },
    })
  }

  #settle(tellJob: (job: Job) => void): void {
    this.#callOff()
    const job = this.#current
    this.#current = undefined
    if (job !== undefined) tellJob(job)
    this.#goOn()
  }

  #giveUp(): void {
    this.#thread?.end()
    this.#thread = undefined
    this.#settle(({ param, reject }) => reject(refusal(param, 'compiling it takes longer than 10 s')))
  }

  #leave(job: Job, signal: AbortSignal): void {
    const at = this.#line.indexOf(job)
    if (at >= 0) this.#line.splice(at, 1)
    job.reject(abortedRequest(signal))
  }
}

function tell({ resolve, reject }: Job, outcome: CompiledForm): void {
  if ('texts' in outcome) resolve(outcome.texts)
  else
    reject(
      new InvalidRequestError(outcome.refused.message, { code: 'unsupported_value', param: outcome.refused.param }),
    )
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function tooLarge(param: string, cause: unknown): InvalidRequestError {
  return refusal(param, 'compiling it needs too much memory', cause)
}

function failed(cause: unknown): ServerError {
  return new ServerError('The thread that compiles the forms of answers failed.', { cause })
}

function overloaded(waiting: number): ServerError {
  const retryAfter = Math.max(1, Math.ceil(waiting * secondsEach))
  return busyEngine(`the forms of ${waiting} answers wait to be compiled`, retryAfter)
}

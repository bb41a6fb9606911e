/** Measures how fast an endpoint answers. */
import type { ChatBackend } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'
import type { Clock } from '../terminal/clock.ts'

/** What is asked, and how often. */
export interface BenchPlan {
  readonly request: ChatCompletionRequest
  /** How many answers. */
  readonly count: number
  /** How many at the same time. */
  readonly concurrency: number
}

/** One answer. */
export interface BenchAnswer {
  /** Milliseconds to the first token. */
  readonly firstToken: number
  /** Milliseconds between the tokens after it, each. */
  readonly gaps: readonly number[]
  /** Milliseconds from asking to the end. */
  readonly whole: number
  /** As the server counted; undefined where it does not count. */
  readonly outputTokens: number | undefined
}

/** All answers of an endpoint. */
export interface BenchOutcome {
  readonly answers: readonly BenchAnswer[]
  /** Why others failed. */
  readonly errors: readonly string[]
  /** Milliseconds for all of them together. */
  readonly whole: number
}

/** What measuring needs around it. */
export interface BenchParts {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Told how many answers are done. */
  readonly onAnswer: (done: number) => void
}

/** Asks `count` times, `concurrency` at once, after one question that warms up and is not counted. */
export async function runBench(
  backend: Pick<ChatBackend, 'complete'>,
  { request, count, concurrency }: BenchPlan,
  { clock, signal, onAnswer }: BenchParts,
): Promise<BenchOutcome> {
  await askOnce(backend, request, clock, signal)
  const answers: BenchAnswer[] = []
  const errors: string[] = []
  const start = clock.now()
  let left = count
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      try {
        answers.push(await askOnce(backend, request, clock, signal))
      } catch (error) {
        signal.throwIfAborted()
        errors.push(error instanceof Error ? error.message : String(error))
      }
      onAnswer(answers.length + errors.length)
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker))
  return { answers, errors, whole: clock.now() - start }
}

async function askOnce(
  backend: Pick<ChatBackend, 'complete'>,
  request: ChatCompletionRequest,
  clock: Clock,
  signal: AbortSignal,
): Promise<BenchAnswer> {
  const start = clock.now()
  const times: number[] = []
  let outputTokens: number | undefined
  for await (const { choices, usage } of backend.complete(request, { signal })) {
    const [choice] = choices
    if (choice?.delta.content || choice?.delta.reasoning_content || choice?.delta.reasoning) times.push(clock.now())
    outputTokens = usage?.completion_tokens ?? outputTokens
  }
  const [first] = times
  if (first === undefined) throw new Error('An answer came without a word.')
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time))
  return { firstToken: first - start, gaps, whole: clock.now() - start, outputTokens }
}

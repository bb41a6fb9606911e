/** Runs the cases against a server, one after another, and tells how each went. */
import { completionCases } from './cases/completion-cases.ts'
import { modelCases } from './cases/model-cases.ts'
import { refusalCases } from './cases/refusal-cases.ts'
import { streamCases } from './cases/stream-cases.ts'
import { structureCases } from './cases/structure-cases.ts'
import type { CheckCase } from './check-case.ts'
import { Deviation, NotApplicable } from './deviation.ts'
import { type Exchange, type LimitField, Probe, type ProbeOptions } from './probe.ts'

/** Every case, in the order of the report. */
export const checkCases: readonly CheckCase[] = [
  ...modelCases,
  ...completionCases,
  ...streamCases,
  ...structureCases,
  ...refusalCases,
]

/** How one case went. */
export interface CheckResult {
  readonly id: string
  readonly title: string
  readonly outcome: 'same' | 'differs' | 'skipped'
  /** True if the point describes what OpenAI's service does without having published it. */
  readonly habit: boolean
  /** Where it differs, or why it was skipped. */
  readonly message: string | undefined
  /** The last request and its answer, where it differs. */
  readonly exchange: Exchange | undefined
}

/** Yields each result as it is known. Rejects where the signal aborts. */
export async function* runCheck(cases: readonly CheckCase[], options: ProbeOptions): AsyncGenerator<CheckResult> {
  let gone = false
  const limit = await limitField(options)
  for (const one of cases) {
    const { id, title, habit = false } = one
    if (gone) {
      yield {
        id,
        title,
        habit,
        outcome: 'skipped',
        message: 'The server does not answer any more.',
        exchange: undefined,
      }
      continue
    }
    const probe = new Probe({ ...options, limit })
    try {
      await one.run(probe)
      yield { id, title, habit, outcome: 'same', message: undefined, exchange: undefined }
    } catch (error) {
      options.signal.throwIfAborted()
      if (error instanceof NotApplicable) {
        yield { id, title, habit, outcome: 'skipped', message: error.message, exchange: undefined }
        continue
      }
      // A server that hangs up or takes too long differs as much as one that answers wrongly.
      const message = error instanceof Deviation ? error.message : `It gave no answer: ${reasonOf(error)}`
      yield { id, title, habit, outcome: 'differs', message, exchange: probe.exchanges.at(-1) }
      gone = reasonOf(error).includes('ECONNREFUSED')
    }
  }
}

/**
 * Finds which of the two fields for the token limit this server obeys. Without a limit, the answers would take all its
 * time.
 */
async function limitField(options: ProbeOptions): Promise<LimitField> {
  try {
    const { usage } = await new Probe(options).completion({}, { room: 2 })
    return usage && usage.completion_tokens > 2 ? 'max_tokens' : 'max_completion_tokens'
  } catch {
    options.signal.throwIfAborted()
    // Refused or not answered at all: the points will tell.
    return 'max_completion_tokens'
  }
}

// fetch says "fetch failed" and keeps the reason beneath.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

/** Runs the cases against a server, one after another, and tells how each went. */
import { completionCases } from './cases/completion-cases.ts'
import { modelCases } from './cases/model-cases.ts'
import { refusalCases } from './cases/refusal-cases.ts'
import { streamCases } from './cases/stream-cases.ts'
import { structureCases } from './cases/structure-cases.ts'
import type { CheckCase } from './check-case.ts'
import { Deviation, NotApplicable } from './deviation.ts'
import { type Exchange, Probe, type ProbeOptions } from './probe.ts'

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
  /** Where it differs, or why it was skipped. */
  readonly message: string | undefined
  /** The last request and its answer, where it differs. */
  readonly exchange: Exchange | undefined
}

/** Yields each result as it is known. Rejects where the signal aborts. */
export async function* runCheck(cases: readonly CheckCase[], options: ProbeOptions): AsyncGenerator<CheckResult> {
  let gone = false
  for (const one of cases) {
    const { id, title } = one
    if (gone) {
      yield { id, title, outcome: 'skipped', message: 'The server does not answer any more.', exchange: undefined }
      continue
    }
    const probe = new Probe(options)
    try {
      await one.run(probe)
      yield { id, title, outcome: 'same', message: undefined, exchange: undefined }
    } catch (error) {
      options.signal.throwIfAborted()
      if (error instanceof NotApplicable) {
        yield { id, title, outcome: 'skipped', message: error.message, exchange: undefined }
        continue
      }
      // A server that hangs up or takes too long differs as much as one that answers wrongly.
      const message = error instanceof Deviation ? error.message : `It gave no answer: ${reasonOf(error)}`
      yield { id, title, outcome: 'differs', message, exchange: probe.exchanges.at(-1) }
      gone = reasonOf(error).includes('ECONNREFUSED')
    }
  }
}

// fetch says "fetch failed" and keeps the reason beneath.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

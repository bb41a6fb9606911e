import { callingCases } from './cases/calling-cases.ts'
import { completionCases } from './cases/completion-cases.ts'
import { generationCases } from './cases/generation-cases.ts'
import { leavingCases } from './cases/leaving-cases.ts'
import { recitalCases } from './cases/recital-cases.ts'
import { refusalCases } from './cases/refusal-cases.ts'
import { samplingCases } from './cases/sampling-cases.ts'
import { streamCases } from './cases/stream-cases.ts'
import { supportCases } from './cases/support-cases.ts'
import type { ConformanceCase } from './conformance-case.ts'

/** Everything a `ChatBackend` must do, whoever it is and however far away. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...streamCases,
  ...completionCases,
  ...recitalCases,
  ...generationCases,
  ...samplingCases,
  ...callingCases,
  ...supportCases,
  ...leavingCases,
  ...refusalCases,
]

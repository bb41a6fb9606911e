import type { BatchPart } from '../native/context.ts'
import type { Job, JobSeat } from './job.ts'
import { sharePromptBudget } from './share-prompt-budget.ts'

/** A part of the batch and whose it is. */
export interface PlannedPart extends BatchPart {
  readonly job: Job
  readonly seat: JobSeat
}

/** What one step evaluates. */
export interface StepPlan {
  parts: PlannedPart[]
  /** Tokens of prompts among them. */
  promptTokens: number
}

/** How large a step may be. */
export interface StepLimits {
  /** Most tokens of all parts together. */
  batchSize: number
  /** Most tokens a slot can hold. */
  contextSize: number
  /** Most prompt tokens beside that many streaming answers. */
  promptBudget: (streaming: number) => number
}

/**
 * Fills one batch: the last drawn token of every running answer, then slices of prompts within the prompt budget, then
 * what answers are guessed to say, in what room is left. Keeps the order of `running`.
 */
export function planStep(running: readonly Job[], limits: StepLimits): StepPlan {
  const seated = running.flatMap((job) => (job.seat === undefined ? [] : [{ job, seat: job.seat }]))
  const left = seated.map(({ job, seat }) => job.promptLeft(seat.slot))
  const streaming = left.filter((tokens) => tokens === 0).length
  const budget = Math.min(limits.promptBudget(streaming), limits.batchSize - streaming)
  const shares = streaming === left.length ? [] : sharePromptBudget(left, budget)
  const plan: StepPlan = { parts: [], promptTokens: shares.reduce((sum, share) => sum + share, 0) }
  let room = limits.batchSize - streaming - plan.promptTokens
  for (const [index, { job, seat }] of seated.entries()) {
    const prompt = left[index] ?? 0
    const share = shares[index] ?? 0
    if (prompt > 0 && share === 0) continue
    const { sequence, length: position } = seat.slot
    if (prompt > 0) {
      const tokens = job.promptTokens(seat.slot, share)
      plan.parts.push({ job, seat, sequence, position, tokens, draws: share === prompt ? 1 : 0 })
      continue
    }
    const tokens = job.nextTokens(Math.min(room, limits.contextSize - position - 1))
    room -= tokens.length - 1
    plan.parts.push({ job, seat, sequence, position, tokens, draws: tokens.length })
  }
  return plan
}

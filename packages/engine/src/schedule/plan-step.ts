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

/**
 * Fills one batch: the last sampled token of every running answer, then slices of prompts within what `promptBudget`
 * allows beside that many streaming answers. Keeps the order of `running`.
 */
export function planStep(
  running: readonly Job[],
  batchSize: number,
  promptBudget: (streaming: number) => number,
): StepPlan {
  const seated = running.flatMap((job) => (job.seat === undefined ? [] : [{ job, seat: job.seat }]))
  const left = seated.map(({ job, seat }) => job.promptLeft(seat.slot))
  const streaming = left.filter((tokens) => tokens === 0).length
  const budget = Math.min(promptBudget(streaming), batchSize - streaming)
  const shares = streaming === left.length ? [] : sharePromptBudget(left, budget)
  const plan: StepPlan = { parts: [], promptTokens: 0 }
  for (const [index, { job, seat }] of seated.entries()) {
    const prompt = left[index] ?? 0
    const share = shares[index] ?? 0
    if (prompt > 0 && share === 0) continue
    const tokens = job.nextTokens(seat.slot, share)
    plan.parts.push({
      job,
      seat,
      sequence: seat.slot.sequence,
      position: seat.slot.length,
      tokens,
      sampled: share === prompt,
    })
    plan.promptTokens += share
  }
  return plan
}

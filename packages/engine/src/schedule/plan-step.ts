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
 * what answers are guessed to say, in what room is left. Keeps the order of `running`. `turn` counts the steps with prompts.
 */
export function planStep(running: readonly Job[], limits: StepLimits, turn: number): StepPlan {
  const seated = withSeats(running)
  const left = seated.map(({ job, seat }) => job.promptLeft(seat.slot))
  const streaming = left.filter((tokens) => tokens === 0).length
  const budget = Math.min(limits.promptBudget(streaming), limits.batchSize - streaming)
  const shares = streaming === left.length ? [] : sharePromptBudget(left, { budget, streaming, turn })
  const plan: StepPlan = { parts: [], promptTokens: shares.reduce((sum, share) => sum + share, 0) }
  let room = limits.batchSize - streaming - plan.promptTokens
  for (const [index, seatedJob] of seated.entries()) {
    const share = shares[index] ?? 0
    if (left[index] === 0) {
      const part = answerPart(seatedJob, Math.min(room, limits.contextSize - seatedJob.seat.slot.length - 1))
      room -= part.tokens.length - 1
      plan.parts.push(part)
    } else if (share > 0) {
      plan.parts.push(promptPart(seatedJob, share))
    }
  }
  return plan
}

/** A job that runs, and what it holds. */
export interface SeatedJob {
  readonly job: Job
  readonly seat: JobSeat
}

/** Those of `running` that hold a slot, in order. */
export function withSeats(running: readonly Job[]): SeatedJob[] {
  return running.flatMap((job) => (job.seat === undefined ? [] : [{ job, seat: job.seat }]))
}

/** The next `share` tokens of a prompt. */
export function promptPart({ job, seat }: SeatedJob, share: number): PlannedPart {
  const { sequence, length: position } = seat.slot
  const tokens = job.promptTokens(seat.slot, share)
  return { job, seat, sequence, position, tokens, draws: share === job.promptLeft(seat.slot) ? 1 : 0 }
}

/** The token of an answer that was drawn last, and up to `room` that are guessed to follow it. */
export function answerPart({ job, seat }: SeatedJob, room: number): PlannedPart {
  const { sequence, length: position } = seat.slot
  const tokens = job.nextTokens(room)
  return { job, seat, sequence, position, tokens, draws: tokens.length }
}

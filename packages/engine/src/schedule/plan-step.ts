import type { BatchPart } from '../native/context.ts'
import type { Job, JobSeat } from './job.ts'
import { sharePromptBudget } from './share-prompt-budget.ts'

/** A part of the batch and whose it is. */
export interface PlannedPart extends BatchPart {
  readonly job: Job
  readonly seat: JobSeat
}

/** What one step evaluates: answers in one pass, prompts in another, either of which may be empty. */
export interface StepPlan {
  answers: PlannedPart[]
  prompts: PlannedPart[]
}

/** How large a step may be. */
export interface StepLimits {
  /** Most tokens of all parts of one pass together. */
  batchSize: number
  /** Most tokens a slot can hold. */
  contextSize: number
  /** Most prompt tokens, beside streaming answers or without. */
  promptBudget: (streaming: boolean) => number
}

/**
 * Plans two passes. The first has the last drawn token of every running answer and, as far as there is room, the tokens
 * that are guessed to follow it. The second has slices of prompts, within the prompt budget. `turn` counts the steps
 * with prompts; the order of `running` is kept.
 *
 * One pass for both would cost more: llama.cpp evaluates sequences together only as far as the shortest of them goes,
 * so the first token of a slice would be evaluated by itself (after 3,000 tokens of a 135M model that takes 45 ms,
 * where the other tokens of the slice take 7).
 */
export function planStep(running: readonly Job[], limits: StepLimits, turn: number): StepPlan {
  const seated = withSeats(running)
  const left = seated.map(({ job, seat }) => job.promptLeft(seat.slot))
  const answering = seated.filter((_, index) => left[index] === 0)
  let room = limits.batchSize - answering.length
  const answers = answering.map((seatedJob) => {
    const part = answerPart(seatedJob, Math.min(room, limits.contextSize - seatedJob.seat.slot.length - 1))
    room -= part.tokens.length - 1
    return part
  })
  // Leave early: most steps have no prompts to share out, and there is a step for every token.
  if (answers.length === seated.length) return { answers, prompts: [] }
  const shares = sharePromptBudget(left, { budget: limits.promptBudget(answers.length > 0), turn })
  const prompts = seated.flatMap((seatedJob, index) => {
    const share = shares[index] ?? 0
    return share > 0 ? [promptPart(seatedJob, share)] : []
  })
  return { answers, prompts }
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

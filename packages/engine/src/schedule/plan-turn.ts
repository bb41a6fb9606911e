import type { Job } from './job.ts'
import { answerPart, promptPart, withSeats, type StepLimits, type StepPlan } from './plan-step.ts'

/**
 * Fills a batch for one job alone: jobs take turns, in the order of their sequences, starting after `last`. The batch
 * then depends on that job's own tokens and nothing else, so its numbers are the same to the last bit whatever else
 * runs.
 */
export function planTurn(running: readonly Job[], last: number, limits: Omit<StepLimits, 'promptBudget'>): StepPlan {
  const seated = withSeats(running)
  const next = seated.find(({ seat }) => seat.slot.sequence > last) ?? seated[0]
  if (next === undefined) return { answers: [], prompts: [] }
  const { slot } = next.seat
  const left = next.job.promptLeft(slot)
  if (left > 0) return { answers: [], prompts: [promptPart(next, Math.min(left, limits.batchSize))] }
  const room = Math.min(limits.batchSize, limits.contextSize - slot.length) - 1
  return { answers: [answerPart(next, room)], prompts: [] }
}

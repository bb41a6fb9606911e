import { commonPrefix } from './common-prefix.ts'
import type { Job } from './job.ts'

// Less is sooner evaluated than waited for.
const worthWaiting = 64

/**
 * Finds the running answer whose prompt is being evaluated and begins as `job`'s does, for longer than the `held` tokens
 * that some slot has already. To wait for it and copy is as fast as to evaluate the same beginning beside it, and leaves
 * the step to others: twenty requests with one system prompt that come together evaluate it once.
 */
export function sharedBeginning(job: Job, running: readonly Job[], held: number): Job['behind'] {
  const { prompt } = job.generation
  let best: Job['behind']
  for (const other of running) {
    if (other.seat === undefined || other.ended || other.group.over || !other.group.terms.cache.use) continue
    if (other.promptLeft(other.seat.slot) === 0) continue
    const shared = commonPrefix(other.generation.prompt, prompt, prompt.length - 1)
    const gained = shared - Math.max(held, other.seat.slot.length)
    if (gained >= worthWaiting && shared > (best?.shared ?? 0)) best = { job: other, shared }
  }
  return best
}

/** Whether the answer that `job` stands behind still evaluates what they share. */
export function isStillBehind({ behind }: Job): boolean {
  if (behind === undefined || behind.job.ended || behind.job.group.over) return false
  const { seat } = behind.job
  return seat !== undefined && seat.slot.length < behind.shared
}

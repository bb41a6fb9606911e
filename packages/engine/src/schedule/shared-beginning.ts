import { commonPrefix } from './common-prefix.ts'
import type { Job } from './job.ts'

// Fewer tokens are evaluated sooner than waited for.
const worthWaiting = 64

/**
 * Finds a running answer whose prompt is being evaluated and shares a beginning with the prompt of `job` that is longer
 * than the `held` tokens which some slot has already. Waiting for it and copying is as fast as evaluating the same
 * tokens a second time, and leaves the step to others. So twenty requests that arrive together with one system prompt
 * evaluate it once.
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

/** Whether the answer that `job` waits for still evaluates the part that they share. */
export function isStillBehind({ behind }: Job): boolean {
  if (behind === undefined || behind.job.ended || behind.job.group.over) return false
  const { seat } = behind.job
  return seat !== undefined && seat.slot.length < behind.shared
}

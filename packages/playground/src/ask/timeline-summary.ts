import { milliseconds } from './answer-stats.ts'
import type { TimelineEvent } from './event-tap.ts'

/** How the events of a stream came. */
export interface TimelineSummary {
  /** In words: how many, in what time, and how long one waited for the first and between the others. */
  readonly text: string
  /** Milliseconds of the longest wait between two events; 0 where there are fewer than two. */
  readonly longest: number
}

/** Sums up a stream's events. `sent` is when the request was sent, on their clock. */
export function timelineSummary(events: readonly TimelineEvent[], sent: number): TimelineSummary {
  const [first, last] = [events[0], events.at(-1)]
  if (first === undefined || last === undefined) return { text: 'No event came.', longest: 0 }
  const gaps = events.slice(1).map(({ at }, index) => at - (events[index]?.at ?? at))
  const longest = gaps.reduce((a, b) => Math.max(a, b), 0)
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0
  const count = events.length === 1 ? 'One event' : `${events.length} events`
  const text = `${count} in ${milliseconds(last.at - sent)}, the first after ${milliseconds(first.at - sent)}.`
  if (gaps.length < 2) return { text, longest }
  return { text: `${text} Between two: ${milliseconds(usual)} as a rule, ${milliseconds(longest)} at most.`, longest }
}

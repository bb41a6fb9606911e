import type { JSX } from 'preact'

import { broughtBy } from '../ask/brought-by.ts'
import type { TimelineEvent } from '../ask/event-tap.ts'
import { timelineSummary } from '../ask/timeline-summary.ts'

// The last events are shown: ten thousand rows would make the page slow, and the end is what one waits for. While they
// come, the table is laid out anew eight times a second, which 500 rows make longer than a frame.
const shown = { whole: 500, growing: 60 }

interface TimelineViewProps {
  readonly events: readonly TimelineEvent[]
  /** When the request was sent, on the clock of the events. */
  readonly sent: number
  /** Whether more are coming. */
  readonly growing: boolean
}

/** Every event of the stream as it came: when, how long after the one before, and what it said. */
export function TimelineView({ events, sent, growing }: TimelineViewProps): JSX.Element {
  const { text, longest } = timelineSummary(events, sent)
  if (events.length === 0) return <p class="hint">{text}</p>
  const from = Math.max(0, events.length - (growing ? shown.growing : shown.whole))
  return (
    <div class="timeline">
      <p class="hint">
        {text}
        {from > 0 && ` The first ${from} are not shown.`}
      </p>
      <div class="events" tabIndex={0} role="region" aria-label="Events of the stream">
        <table>
          <thead>
            <tr>
              <th scope="col">at</th>
              <th scope="col">after</th>
              <th scope="col">brought</th>
              <th scope="col">data</th>
            </tr>
          </thead>
          <tbody>
            {events.slice(from).map(({ at, data }, index) => {
              const before = events[from + index - 1]
              const gap = at - (before?.at ?? sent)
              return (
                <tr key={from + index}>
                  <td>{Math.round(at - sent)} ms</td>
                  <td class="gap" style={{ '--share': before === undefined ? 0 : gap / (longest || 1) }}>
                    {gap.toFixed(1)}
                  </td>
                  <td class="brought" title={broughtBy(data)}>
                    {broughtBy(data)}
                  </td>
                  <td>
                    <code>{data}</code>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </div>
  )
}

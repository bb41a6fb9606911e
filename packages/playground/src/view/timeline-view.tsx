import type { JSX } from 'preact'

import { broughtBy } from '../ask/brought-by.ts'
import type { TimelineEvent } from '../ask/event-tap.ts'

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
  if (events.length === 0) return <p class="hint">No event came.</p>
  const from = Math.max(0, events.length - (growing ? shown.growing : shown.whole))
  return (
    <div class="timeline" tabIndex={0} role="region" aria-label="Events of the stream">
      {from > 0 && <p class="hint">{from} earlier events are not shown.</p>}
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
          {events.slice(from).map(({ at, data }, index) => (
            <tr key={from + index}>
              <td>{Math.round(at - sent)} ms</td>
              <td>{(at - (events[from + index - 1]?.at ?? sent)).toFixed(1)}</td>
              <td class="brought" title={broughtBy(data)}>
                {broughtBy(data)}
              </td>
              <td>
                <code>{data}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

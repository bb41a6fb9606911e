import type { JSX } from 'preact'

import type { TimelineEvent } from '../ask/event-tap.ts'

/** The last events are shown: ten thousand rows would make the page slow, and the end is what one waits for. */
const shown = 500

/** Every event of the stream as it came: when, how long after the one before, and what it said. */
export function TimelineView({ events, sent }: { events: readonly TimelineEvent[]; sent: number }): JSX.Element {
  if (events.length === 0) {
    return <p class="hint">The events of an answer can be seen until the page is closed; none are here.</p>
  }
  const from = Math.max(0, events.length - shown)
  return (
    <div class="timeline" tabIndex={0} role="region" aria-label="Events of the stream">
      {from > 0 && <p class="hint">{from} earlier events are not shown.</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">at</th>
            <th scope="col">after</th>
            <th scope="col">data</th>
          </tr>
        </thead>
        <tbody>
          {events.slice(from).map(({ at, data }, index) => (
            <tr key={from + index}>
              <td>{Math.round(at - sent)} ms</td>
              <td>{(at - (events[from + index - 1]?.at ?? sent)).toFixed(1)}</td>
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

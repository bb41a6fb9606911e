import { useEffect, useState } from 'preact/hooks'

import type { LiveAnswer } from '../ask/live-answer.ts'

/** Draws a component again as an answer grows: at most once a frame, and no more than `perSecond` times a second. */
export function useLive(live: LiveAnswer | undefined, perSecond = 8): void {
  const [, redraw] = useState({})
  useEffect(() => {
    if (live === undefined) return
    let waiting: ReturnType<typeof setTimeout> | undefined
    const end = live.subscribe(() => {
      waiting ??= setTimeout(() => {
        waiting = undefined
        redraw({})
      }, 1000 / perSecond)
    })
    return () => {
      clearTimeout(waiting)
      end()
    }
  }, [live, perSecond])
}

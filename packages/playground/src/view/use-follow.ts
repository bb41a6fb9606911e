import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** A scrolled area whose end stays in sight. */
export interface FollowedArea {
  readonly area: RefObject<HTMLElement | null>
  /** Whether the reader has scrolled up, away from the end. */
  readonly isAway: boolean
  readonly toEnd: () => void
}

/** Keeps the end in sight while what is in the area grows, unless the reader has scrolled up. */
export function useFollow(length: number): FollowedArea {
  const area = useRef<HTMLElement>(null)
  // What is shown before anything is said is read from its beginning.
  const follows = useRef(length > 0)
  const [isAway, setAway] = useState(false)
  const toEnd = (): void => {
    follows.current = true
    setAway(false)
    const element = scrolledBy(area.current)
    if (element !== null) element.scrollTop = element.scrollHeight
  }
  useEffect(() => {
    const content = area.current?.querySelector('.messages')
    if (!area.current || !content) return
    // Which of the two scrolls changes with the width of the page.
    const both = [area.current, area.current.parentElement]
    let last = 0
    // Only going up is the reader's wish: what came between a scroll and its event moves the end away as well.
    const onScroll = (): void => {
      const element = scrolledBy(area.current)
      if (element === null) return
      const { scrollTop, scrollHeight, clientHeight } = element
      const isAtEnd = scrollHeight - scrollTop - clientHeight < 80
      if (isAtEnd) follows.current = true
      else if (scrollTop < last) follows.current = false
      last = scrollTop
      setAway(!follows.current)
    }
    const grown = new ResizeObserver(() => {
      const element = scrolledBy(area.current)
      if (follows.current && element !== null) element.scrollTop = element.scrollHeight
    })
    grown.observe(content)
    for (const each of both) each?.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      grown.disconnect()
      for (const each of both) each?.removeEventListener('scroll', onScroll)
    }
  }, [])
  // What was just said is where the reader looks.
  useEffect(() => {
    if (length > 0) toEnd()
  }, [length])
  return { area, isAway, toEnd }
}

// Of two lanes whose messages stand beside one another, what holds both is scrolled.
function scrolledBy(area: HTMLElement | null): HTMLElement | null {
  if (area === null) return null
  return getComputedStyle(area).overflowY === 'visible' ? area.parentElement : area
}

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
  const follows = useRef(true)
  const [isAway, setAway] = useState(false)
  const toEnd = (): void => {
    follows.current = true
    setAway(false)
    if (area.current !== null) area.current.scrollTop = area.current.scrollHeight
  }
  useEffect(() => {
    const element = area.current
    const content = element?.querySelector('.messages')
    if (!element || !content) return
    let last = element.scrollTop
    // Only going up is the reader's wish: what came between a scroll and its event moves the end away as well.
    const onScroll = (): void => {
      const { scrollTop, scrollHeight, clientHeight } = element
      const isAtEnd = scrollHeight - scrollTop - clientHeight < 80
      if (isAtEnd) follows.current = true
      else if (scrollTop < last) follows.current = false
      last = scrollTop
      setAway(!follows.current)
    }
    const grown = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight
    })
    grown.observe(content)
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      grown.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [])
  // What was just said is where the reader looks.
  useEffect(toEnd, [length])
  return { area, isAway, toEnd }
}

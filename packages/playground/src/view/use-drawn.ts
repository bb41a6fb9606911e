import { useEffect, useState } from 'preact/hooks'

/** How many of many things are drawn by now: `atOnce` more in each turn, so that the page answers in between. */
export function useDrawn(all: number, atOnce: number): number {
  const [drawn, setDrawn] = useState(atOnce)
  useEffect(() => {
    if (drawn >= all) return
    const timer = setTimeout(() => setDrawn(drawn + atOnce))
    return () => clearTimeout(timer)
  }, [drawn, all, atOnce])
  return drawn
}

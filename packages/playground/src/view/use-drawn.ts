import { useEffect, useState } from 'preact/hooks'

/** Messages drawn in one go: a long conversation is drawn from its end, some in each turn, and the page answers in between. */
const atOnce = 20

/** How many of a conversation's last messages are drawn by now. */
export function useDrawn(all: number): number {
  const [drawn, setDrawn] = useState(atOnce)
  useEffect(() => {
    if (drawn === Infinity) return
    const timer = setTimeout(() => setDrawn(drawn < all ? drawn + atOnce : Infinity))
    return () => clearTimeout(timer)
  }, [drawn, all])
  return drawn
}

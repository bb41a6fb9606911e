import { useEffect, useState } from 'preact/hooks'

import type { LiveAnswer } from '../ask/live-answer.ts'
import { wholeSentences } from './whole-sentences.ts'

/** Characters of one piece: who wants more than these at once reads the answer itself. */
const longest = 2000

/** Milliseconds between two pieces: a reader by ear is not interrupted by every word. */
const pace = 2000

/** What a reader by ear is to hear next of an answer that is being given: whole sentences, and the rest at its end. */
export function useSpoken(live: LiveAnswer | undefined): string {
  const [spoken, setSpoken] = useState('')
  useEffect(() => {
    if (live === undefined) return
    let said = live.begun?.content.length ?? 0
    const timer = setInterval(() => {
      const more = wholeSentences(live.text.slice(said))
      if (more === '') return
      said += more.length
      setSpoken(more.slice(0, longest))
    }, pace)
    return () => {
      clearInterval(timer)
      setSpoken(live.text.slice(said, said + longest))
    }
  }, [live])
  return spoken
}

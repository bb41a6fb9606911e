import { useEffect, useRef, useState } from 'preact/hooks'

import { copyText } from '../browser/copy-text.ts'

/** How long a button says that it copied, in milliseconds. */
const told = 1500

/** Copies a text, and tells for a moment how that went. */
export function useCopy(): readonly [outcome: 'copied' | 'failed' | undefined, copy: (text: string) => void] {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const tell = (how: 'copied' | 'failed'): void => {
    setOutcome(how)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOutcome(undefined), told)
  }
  return [
    outcome,
    (text) =>
      void copyText(text).then(
        () => tell('copied'),
        () => tell('failed'),
      ),
  ]
}

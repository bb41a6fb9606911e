import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import type { LiveAnswer } from '../ask/live-answer.ts'
import { PacedWriter } from '../markdown/paced-writer.ts'

interface MarkdownViewProps {
  /** A whole text; or what grows, with the answer that makes it grow. */
  readonly text: string | ((live: LiveAnswer) => string)
  readonly live?: LiveAnswer | undefined
}

/** Shows Markdown. While an answer is given, only what is new is added to the page; at its end, nothing is drawn again. */
export function MarkdownView({ text, live }: MarkdownViewProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null)
  const open = useRef<PacedWriter | undefined>(undefined)
  const whole = typeof text === 'string' ? text : undefined
  useEffect(() => {
    const element = root.current
    if (element === null) return
    const now = typeof text === 'string' ? text : live && text(live)
    if (now === undefined) return
    if (open.current?.goesOnWith(now) !== true) {
      open.current?.stop()
      open.current = new PacedWriter(element)
    }
    const page = open.current
    if (typeof text === 'string') {
      page.end(now)
      return
    }
    page.show(now)
    return live?.subscribe(() => page.show(text(live)))
  }, [whole, live])
  useEffect(() => () => open.current?.stop(), [])
  return <div class="markdown" ref={root} />
}

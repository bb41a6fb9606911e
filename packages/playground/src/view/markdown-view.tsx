import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import type { LiveAnswer } from '../ask/live-answer.ts'
import { MarkdownWriter } from '../markdown/markdown-writer.ts'

interface MarkdownViewProps {
  /** A whole text; or what grows, with the answer that makes it grow. */
  readonly text: string | ((live: LiveAnswer) => string)
  readonly live?: LiveAnswer | undefined
}

/** Shows Markdown. While an answer is given, only what is new is added to the page; at its end, nothing is drawn again. */
export function MarkdownView({ text, live }: MarkdownViewProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null)
  const open = useRef<{ writer: MarkdownWriter; written: string } | undefined>(undefined)
  const whole = typeof text === 'string' ? text : undefined
  useEffect(() => {
    const element = root.current
    if (element === null) return
    if (open.current === undefined || whole?.startsWith(open.current.written) === false) {
      element.replaceChildren()
      open.current = { writer: new MarkdownWriter(element), written: '' }
    }
    const page = open.current
    const write = (now: string): void => {
      page.writer.push(now.slice(page.written.length))
      page.written = now
    }
    if (whole !== undefined) {
      write(whole)
      page.writer.end()
      open.current = undefined
      return
    }
    if (live === undefined || typeof text === 'string') return
    write(text(live))
    return live.subscribe(() => write(text(live)))
  }, [whole, live])
  return <div class="markdown" ref={root} />
}

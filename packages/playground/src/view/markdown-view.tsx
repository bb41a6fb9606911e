import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import type { LiveAnswer } from '../ask/live-answer.ts'
import { MarkdownWriter } from '../markdown/markdown-writer.ts'

interface MarkdownViewProps {
  /** A whole text; or what grows, with the answer that makes it grow. */
  readonly text: string | ((live: LiveAnswer) => string)
  readonly live?: LiveAnswer | undefined
}

/** Shows Markdown. While an answer is given, only what is new is added to the page. */
export function MarkdownView({ text, live }: MarkdownViewProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null)
  const whole = typeof text === 'string' ? text : undefined
  useEffect(() => {
    const element = root.current
    if (element === null) return
    element.replaceChildren()
    const writer = new MarkdownWriter(element)
    if (whole !== undefined) {
      writer.push(whole)
      writer.end()
      return
    }
    if (live === undefined || typeof text === 'string') return
    let written = 0
    const write = (): void => {
      const now = text(live)
      if (now.length === written) return
      writer.push(now.slice(written))
      written = now.length
    }
    write()
    return live.subscribe(write)
  }, [whole, live])
  return <div class="markdown" ref={root} />
}

import type { JSX } from 'preact'

/** A message of ours or a server's, what stands in backticks as code. */
export function Words({ text }: { text: string }): JSX.Element {
  const parts = text.split(/`([^`]+)`/)
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>
}

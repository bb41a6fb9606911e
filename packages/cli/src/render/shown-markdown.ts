import type { OutputStream } from '../terminal/output-stream.ts'
import { printable } from '../terminal/printable.ts'
import { MarkdownView } from './markdown-view.ts'

/** Text that is whole already, as an answer would be shown: Markdown before a person with colours, else as it is. */
export function shownMarkdown(text: string, stdout: OutputStream): string {
  if (!stdout.isInteractive || !stdout.hasColour) return stdout.isTTY ? printable(text) : text
  const view = new MarkdownView(stdout)
  return view.push(text) + view.end()
}

/** The blocks of code in a Markdown text. */
import { BlockSplitter } from '@colloquy/markdown'

/** What stands between the fences, or is indented; without the last newline. */
export function codeBlocks(markdown: string): string[] {
  const blocks: string[] = []
  let isCode = false
  const splitter = new BlockSplitter()
  for (const event of [...splitter.push(markdown), ...splitter.end()]) {
    if (event.type === 'open') {
      isCode = event.block.kind === 'code'
      if (isCode) blocks.push('')
    } else if (event.type === 'text' && isCode) blocks.push(`${blocks.pop() ?? ''}${event.text}`)
  }
  return blocks.map((block) => block.replace(/\n$/u, ''))
}

/** The first of them; undefined where there is none. */
export function firstCodeBlock(markdown: string): string | undefined {
  return codeBlocks(markdown)[0]
}

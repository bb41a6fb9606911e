import type { ChatCompletionTokenLogprob } from 'colloquy'

/** Tokens of one line, first to last; a line that goes on for longer is cut here. */
const longest = 300

/** Where the lines of an answer begin and end among its tokens: a line ends after a token that breaks it. */
export function tokenLines(tokens: readonly ChatCompletionTokenLogprob[]): readonly (readonly [number, number])[] {
  const lines: (readonly [number, number])[] = []
  let from = 0
  tokens.forEach(({ token }, index) => {
    const to = index + 1
    if (!token.includes('\n') && to - from < longest && to < tokens.length) return
    lines.push([from, to])
    from = to
  })
  return lines
}

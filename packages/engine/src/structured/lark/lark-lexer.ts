import { LarkError } from './lark-node.ts'

export interface LarkToken {
  readonly kind: 'name' | 'text' | 'pattern' | 'number' | 'directive' | 'sign' | 'line'
  readonly text: string
  readonly line: number
}

// Lark grammar reference, "General Syntax and notes". A slash inside of brackets or after a backslash ends no pattern.
const forms: readonly (readonly [kind: LarkToken['kind'] | undefined, form: RegExp])[] = [
  [undefined, /[ \t]+|\\\r?\n|(?:\/\/|#)[^\n]*/y],
  ['line', /(?:\r?\n[ \t]*)+/y],
  ['text', /"(?:[^"\\\n]|\\[^\n])*"i?/y],
  ['pattern', /\/(?!\/)(?:[^\\/\n[]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+\/[imslux]*/y],
  ['name', /[?!]{0,2}_?[A-Za-z][A-Za-z0-9_]*/y],
  ['number', /-?\d+/y],
  ['directive', /%[a-z]+/y],
  ['sign', /->|\.\.|[:|()[\]?*+~.,{}]/y],
]

/** Cuts a grammar into tokens; comments and spaces are left out. Throws `LarkError` at a text that is not a token. */
export function larkTokens(source: string): LarkToken[] {
  const tokens: LarkToken[] = []
  let line = 1
  for (let place = 0; place < source.length;) {
    const [kind, text] = tokenAt(source, place, line)
    if (kind !== undefined) tokens.push({ kind, text, line })
    line += text.split('\n').length - 1
    place += text.length
  }
  return tokens
}

function tokenAt(source: string, place: number, line: number): [LarkToken['kind'] | undefined, string] {
  for (const [kind, form] of forms) {
    form.lastIndex = place
    const found = form.exec(source)?.[0]
    if (found !== undefined) return [kind, found]
  }
  throw new LarkError(`\`${source[place]}\` is out of place in line ${line}`)
}

/** Reads the beginning of a line: which containers go on, which begin, and what kind of block its text belongs to. */
import type { Container, ItemContainer } from './block-event.ts'
import { blockFormulaEnd, closingMark } from './read-formula.ts'

/** What the line comes after. */
export interface LineContext {
  readonly path: readonly Container[]
  readonly leaf: 'none' | 'paragraph' | 'indented code' | 'table'
}

/** A line whose kind no further letter can change. */
export interface LineStart {
  /** How many containers of the path go on. */
  readonly kept: number
  readonly added: readonly Container[]
  readonly leaf: LeafStart
  /** The text of the line after everything that was read. */
  readonly rest: string
}

export type LeafStart =
  | { readonly kind: 'blank' | 'rule' | 'table row' | 'indented code' | 'formula' | 'text' }
  | { readonly kind: 'heading'; readonly level: number }
  | { readonly kind: 'fence'; readonly fence: string; readonly indent: number; readonly language: string }

/** Undefined while `line`, of which more may come unless `complete`, could still become several things. */
export function readLineStart(line: string, complete: boolean, context: LineContext): LineStart | undefined {
  const outer = keepContainers(line, complete, context.path)
  if (!outer) return undefined
  const { kept } = outer
  const added: Container[] = []
  let { rest } = outer
  for (;;) {
    if (!complete && rest.trim() === '') return undefined
    const deep = kept + added.length >= deepest
    const indent = indentOf(rest)
    // A paragraph's own next line, however it looks; deeper text is code only where no paragraph is open.
    const interrupts = context.leaf === 'paragraph' && kept === context.path.length && added.length === 0
    if (indent >= 4 && rest.trim() !== '') {
      const lazy = context.leaf === 'paragraph' && added.length === 0
      return {
        kept,
        added,
        leaf: { kind: lazy ? 'text' : 'indented code' },
        rest: lazy ? rest.trimStart() : rest.slice(4),
      }
    }
    const text = rest.trimStart()
    if (text === '') return { kept, added, leaf: { kind: 'blank' }, rest: '' }
    if (text.startsWith('>') && !deep) {
      added.push({ kind: 'quote' })
      rest = expandTabs(text.slice(1)).replace(/^ /u, '')
      continue
    }
    if (isMarkerRun(text)) {
      if (!complete) return undefined
      if (rulePattern.test(text)) return { kept, added, leaf: { kind: 'rule' }, rest: '' }
    }
    const item = deep ? undefined : readItem(text, indent, { complete, interrupts })
    if (item === 'unknown') return undefined
    if (!item) {
      const leaf = readLeaf(text, indent, complete)
      return leaf && { kept, added, leaf, rest: leaf.kind === 'heading' ? headingText(text) : text }
    }
    added.push(item.container)
    rest = item.rest
  }
}

// Quotes in quotes beyond this are text: nobody can read them, and each level costs every later line a look.
const deepest = 32

/** How many containers of `path` this line belongs to, and what stands after their marks. */
export function keepContainers(
  line: string,
  complete: boolean,
  path: readonly Container[],
): { readonly kept: number; readonly rest: string } | undefined {
  let rest = expandTabs(line)
  let kept = 0
  for (const container of path) {
    const blank = rest.trim() === ''
    if (blank && !complete) return undefined
    if (container.kind === 'quote') {
      const mark = /^ {0,3}> ?/u.exec(rest)
      if (!mark) break
      rest = expandTabs(rest.slice(mark[0].length))
    } else if (!blank) {
      if (indentOf(rest) < container.width) break
      rest = rest.slice(container.width)
    }
    kept++
  }
  return { kept, rest }
}

interface ItemStart {
  readonly container: ItemContainer
  readonly rest: string
}

function readItem(
  text: string,
  indent: number,
  { complete, interrupts }: { complete: boolean; interrupts: boolean },
): ItemStart | 'unknown' | undefined {
  if (!complete && /^(?:[-+*]|\d{1,9}[.)]?)$/u.test(text)) return 'unknown'
  const mark = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/u.exec(text)
  if (!mark) return undefined
  const [marker, digits] = mark
  const behind = expandTabs(text.slice(marker.length))
  const blank = behind.trim() === ''
  if (blank && !complete) return 'unknown'
  // A year or a count that happens to begin a line of prose does not begin a list.
  if (interrupts && (blank || (digits !== undefined && Number(digits) !== 1))) return undefined
  const spaces = indentOf(behind)
  const gap = blank || spaces > 4 ? 1 : spaces
  const rest = behind.slice(gap)
  if (!complete && rest.length < 4 && /^(?:\[(?:[ xX]\]?)?)$/u.test(rest)) return 'unknown'
  const box = /^\[([ xX])\](?: +|$)/u.exec(rest)
  const container: ItemContainer = {
    kind: 'item',
    number: digits === undefined ? undefined : Number(digits),
    done: box ? box[1] !== ' ' : undefined,
    width: indent + marker.length + gap,
  }
  return { container, rest: box ? rest.slice(box[0].length) : rest }
}

function readLeaf(text: string, indent: number, complete: boolean): LeafStart | undefined {
  const heading = /^(#{1,6})(?:[ \t]|$)/u.exec(text)
  // Held to its end, because closing marks (`# Title #`) are no part of it.
  if (heading || /^#{1,6}$/u.test(text)) {
    if (!complete) return undefined
    return { kind: 'heading', level: heading?.[1]?.length ?? 1 }
  }
  if (/^(?:`{1,2}|~{1,2})$/u.test(text) && !complete) return undefined
  if (text.startsWith('```') || text.startsWith('~~~')) {
    if (!complete) return undefined
    const fence = /^(?<fence>`{3,}|~{3,})[ \t]*(?<language>[^\s`]*)(?<info>.*)$/u.exec(text)?.groups
    // A backtick in what follows means this is code inside a line.
    const inline = text.startsWith('`') && `${fence?.['language'] ?? ''}${fence?.['info'] ?? ''}`.includes('`')
    if (fence && !inline) {
      return { kind: 'fence', fence: fence['fence'] ?? '', indent, language: fence['language'] ?? '' }
    }
  }
  const close = blockFormulaEnd(text)
  if (close !== undefined) return complete ? { kind: standsAlone(text, close) ? 'formula' : 'text' } : undefined
  if (text === '$' || text === '\\') return complete ? { kind: 'text' } : undefined
  if (text.startsWith('|')) return complete ? { kind: 'table row' } : undefined
  return { kind: 'text' }
}

// A formula with words after it in its line is a part of what the line says.
function standsAlone(text: string, close: string): boolean {
  const inner = text.slice(close.length)
  const end = closingMark(inner, close)
  return end < 0 ? !/\p{L}{2,}\s+\p{L}{2,}/u.test(inner) : inner.slice(end + close.length).trim() === ''
}

function headingText(text: string): string {
  return text
    .replace(/^#+/u, '')
    .trim()
    .replace(/(?:^|[ \t]+)#+$/u, '')
}

// Only marks of one kind and spaces: a rule, an empty item, or the first letters of either or of bold text.
function isMarkerRun(text: string): boolean {
  const mark = text[0]
  if (mark !== '-' && mark !== '*' && mark !== '_') return false
  for (const letter of text) if (letter !== mark && letter !== ' ' && letter !== '\t') return false
  return true
}

const rulePattern = /^(?:-[ \t]*){3,}$|^(?:\*[ \t]*){3,}$|^(?:_[ \t]*){3,}$/u

function indentOf(text: string): number {
  let count = 0
  while (text[count] === ' ') count++
  return count
}

// Tabs at the beginning reach to the next multiple of four.
function expandTabs(text: string): string {
  let spaces = 0
  let length = 0
  for (; text[length] === ' ' || text[length] === '\t'; length++) spaces += text[length] === '\t' ? 4 - (spaces % 4) : 1
  return length === spaces && !text.slice(0, length).includes('\t') ? text : ' '.repeat(spaces) + text.slice(length)
}

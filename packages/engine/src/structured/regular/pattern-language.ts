import { anyCodePoint, noCodePoints } from './code-point-set.ts'
import { wordCharacters } from './character-escapes.ts'
import type { Expression, Expressions } from './expression.ts'
import { parsePattern } from './parse-pattern.ts'
import { PatternError, type PatternNode } from './pattern-syntax.ts'

/**
 * All texts in which `source` finds a match anywhere, as the keyword `pattern` means it (JSON Schema 2020-12, 6.3.3).
 * Throws `PatternError` for what is malformed, or needs memory of what came before: back-references, look-behind.
 */
export function patternLanguage(make: Expressions, source: string): Expression {
  const pattern = parsePattern(source)
  const notAtStart = make.sequence(make.characters(anyCodePoint), make.anything)
  const later = match(make, pattern, make.anything, false)
  // A match may begin at the start, where `^` holds, or after at least one character.
  const shifted = later === make.nothing ? later : make.sequence(notAtStart, later)
  return make.either(match(make, pattern, make.anything, true), shifted)
}

/** The texts that a pattern matches as a whole; undefined where it holds anchors or looks ahead. */
export function plainLanguage(make: Expressions, pattern: PatternNode): Expression | undefined {
  return isPlain(pattern) ? plain(make, pattern) : undefined
}

/**
 * The texts that begin with a match of `node` and go on with a text of `after`. Building from the right lets `$` and
 * look-ahead speak of all that follows; `atStart` tells whether the value's first character comes next.
 */
function match(make: Expressions, node: PatternNode, after: Expression, atStart: boolean): Expression {
  switch (node.kind) {
    case 'characters':
      return make.sequence(make.characters(node.set), after)
    case 'either':
      return make.either(...node.parts.map((part) => match(make, part, after, atStart)))
    case 'sequence':
      return matchSequence(make, node.parts, after, atStart)
    case 'repeat':
      return matchRepeat(make, node, after, atStart)
    case 'start':
      return atStart ? after : make.nothing
    case 'end':
      return make.all(make.emptyText, after)
    case 'look-ahead': {
      const ahead = match(make, node.inner, make.anything, atStart)
      return make.all(node.negated ? make.not(ahead) : ahead, after)
    }
    case 'word-boundary':
      return matchBoundary(make, node.negated, after, atStart)
  }
}

function matchSequence(
  make: Expressions,
  parts: readonly PatternNode[],
  after: Expression,
  atStart: boolean,
): Expression {
  const [first, ...rest] = parts
  if (first === undefined) return after
  if (!atStart && parts.some(({ kind }) => kind === 'start')) return make.nothing
  if (!atStart || !rest.some(looksBack)) {
    return parts.reduceRight((follow, part, index) => match(make, part, follow, atStart && index === 0), after)
  }
  // What follows stands at the start only where `first` took no character.
  const moves = isAssertion(first)
  if (!moves && mayBeEmpty(first)) throw new PatternError('`^` after a part that may be empty cannot be enforced')
  return match(make, first, matchSequence(make, rest, after, moves), true)
}

function matchRepeat(
  make: Expressions,
  node: PatternNode & { kind: 'repeat' },
  after: Expression,
  atStart: boolean,
): Expression {
  if (isPlain(node.inner)) return make.sequence(make.repeat(plain(make, node.inner), node.min, node.max), after)
  const open = withoutEnd(node.inner)
  if (isPlain(open)) return matchEnding(make, node, open, after)
  // A part with assertions is written out; each copy is matched against what follows it.
  if (node.max > 8) throw new PatternError('anchors and look-ahead inside a long repetition cannot be enforced')
  if (mayBeEmpty(node.inner))
    throw new PatternError('a repeated part that may be empty and holds an anchor cannot be enforced')
  let result = node.min === 0 ? after : make.nothing
  let tail = after
  for (let times = 1; times <= node.max; times++) {
    if (times >= node.min) result = make.either(result, match(make, node.inner, tail, atStart))
    tail = match(make, node.inner, tail, false)
  }
  return result
}

/**
 * A repeated part that holds no assertion but `$`, as in `([^,]+(,|$))*`. A turn that takes a `$` is the last to take any
 * text, and what follows it must do without; all turns before it are `open`.
 */
function matchEnding(
  make: Expressions,
  { inner, min, max }: PatternNode & { kind: 'repeat' },
  open: PatternNode,
  after: Expression,
): Expression {
  const turn = plain(make, open)
  const goesOn = make.sequence(make.repeat(turn, min, max), after)
  if (!after.nullable || max === 0) return goesOn
  const lastTurn = match(make, inner, make.emptyText, false)
  const turnsBefore = make.repeat(turn, lastTurn.nullable ? 0 : Math.max(0, min - 1), max - 1)
  return make.either(goesOn, make.sequence(turnsBefore, lastTurn))
}

/** The part without the choices that need the text to end there. */
function withoutEnd(node: PatternNode): PatternNode {
  switch (node.kind) {
    case 'end':
      return { kind: 'characters', set: noCodePoints }
    case 'either':
    case 'sequence':
      return { ...node, parts: node.parts.map(withoutEnd) }
    case 'repeat':
      return { ...node, inner: withoutEnd(node.inner) }
    default:
      return node
  }
}

function matchBoundary(make: Expressions, negated: boolean, after: Expression, atStart: boolean): Expression {
  if (!atStart) throw new PatternError('`\\b` cannot be enforced unless it stands right after `^`')
  const word = make.sequence(make.characters(wordCharacters), make.anything)
  return make.all(negated ? make.not(word) : word, after)
}

/** The language of a node that holds no assertion. */
function plain(make: Expressions, node: PatternNode): Expression {
  return match(make, node, make.emptyText, false)
}

function isPlain(node: PatternNode): boolean {
  switch (node.kind) {
    case 'characters':
      return true
    case 'either':
    case 'sequence':
      return node.parts.every(isPlain)
    case 'repeat':
      return isPlain(node.inner)
    default:
      return false
  }
}

function looksBack(node: PatternNode): boolean {
  switch (node.kind) {
    case 'either':
    case 'sequence':
      return node.parts.some(looksBack)
    case 'repeat':
    case 'look-ahead':
      return looksBack(node.inner)
    default:
      return node.kind === 'start' || node.kind === 'word-boundary'
  }
}

function mayBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case 'characters':
      return false
    case 'either':
      return node.parts.some(mayBeEmpty)
    case 'sequence':
      return node.parts.every(mayBeEmpty)
    case 'repeat':
      return node.min === 0 || mayBeEmpty(node.inner)
    default:
      return true
  }
}

function isAssertion(node: PatternNode): boolean {
  return node.kind === 'start' || node.kind === 'look-ahead' || node.kind === 'word-boundary'
}

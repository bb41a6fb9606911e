import { setImmediate as nextTurn } from 'node:timers/promises'

import { nextRanges, type GrammarState, type GrammarStates } from './grammar-states.ts'

/** A token and the text it adds to an answer. */
export interface IndexedToken {
  readonly token: number
  readonly text: string
}

// Reading a vocabulary takes about 3 µs a token, and other answers are under way.
const tokensAtOnce = 1500
// More tokens are no small choice; finding them would cost more than a few free draws.
const mostTokens = 256
// A look takes about 2 µs for each way to go on.
const mostLooks = 4000
const mostFirstCharacters = 96

/** The tokens of a vocabulary by their text: finds those that a grammar takes at some place where they are few. */
export class TokenIndex {
  /** Settled when all tokens are known; nothing may be looked up before. */
  readonly ready: Promise<void>
  readonly #byFirst = new Map<number, IndexedToken[]>()
  readonly #sorted = new Set<number>()
  readonly #found = new WeakMap<GrammarState, readonly number[] | 'many'>()

  /** Texts must not be empty. Reads `tokens` in slices. */
  constructor(tokens: Iterable<IndexedToken>) {
    this.ready = this.#read(tokens)
    // A failure reaches whoever waits for `ready` before a draw. If nobody does, the model was closed meanwhile and the
    // failure does not matter.
    this.ready.catch(() => undefined)
  }

  async #read(tokens: Iterable<IndexedToken>): Promise<void> {
    let count = 0
    for (const each of tokens) {
      if (++count % tokensAtOnce === 0) await nextTurn()
      const first = each.text.codePointAt(0) ?? 0
      const alike = this.#byFirst.get(first)
      if (alike === undefined) this.#byFirst.set(first, [each])
      else alike.push(each)
    }
  }

  /** The tokens whose whole text may come at `state`; undefined where they are many. */
  tokensAt(states: GrammarStates, state: GrammarState): readonly number[] | undefined {
    const known = this.#found.get(state) ?? this.#find(states, state) ?? 'many'
    this.#found.set(state, known)
    return known === 'many' ? undefined : known
  }

  #find(states: GrammarStates, state: GrammarState): readonly number[] | undefined {
    const firsts = codePointsOf(state)
    if (firsts === undefined) return undefined
    const search = new Search(states)
    for (const codePoint of firsts) {
      const next = states.after(state, codePoint)
      const alike = this.#startingWith(codePoint)
      if (next !== undefined && !search.within(alike, next, { from: 0, to: alike.length, length: 1 })) return undefined
    }
    return search.found
  }

  #startingWith(codePoint: number): readonly IndexedToken[] {
    const alike = this.#byFirst.get(codePoint) ?? []
    if (!this.#sorted.has(codePoint)) {
      alike.sort((a, b) => (a.text < b.text ? -1 : 1))
      this.#sorted.add(codePoint)
    }
    return alike
  }
}

/** Tokens of a sorted list that begin alike: those from `from` to before `to` share their first `length` units. */
interface Stretch {
  readonly from: number
  readonly to: number
  readonly length: number
}

class Search {
  readonly found: number[] = []
  readonly #states: GrammarStates
  #looks = 0

  constructor(states: GrammarStates) {
    this.#states = states
  }

  /** Adds the tokens of a stretch whose rest may follow at `state`; false where there are too many. */
  within(tokens: readonly IndexedToken[], state: GrammarState, { from, to, length }: Stretch): boolean {
    let index = from
    // Of texts that begin alike the shortest comes first.
    for (; index < to && tokens[index]?.text.length === length; index++) this.found.push(tokens[index]?.token ?? 0)
    while (index < to) {
      this.#looks += state.heads.length
      if (this.#looks > mostLooks || this.found.length > mostTokens) return false
      const codePoint = tokens[index]?.text.codePointAt(length) ?? 0
      const end = endOfAlike(tokens, index, to, (text) => text.codePointAt(length) === codePoint)
      const next = this.#states.after(state, codePoint)
      const longer = length + (codePoint > 0xffff ? 2 : 1)
      if (next !== undefined && !this.within(tokens, next, { from: index, to: end, length: longer })) return false
      index = end
    }
    return this.found.length <= mostTokens
  }
}

/** Where the texts that are like the one at `from` end, found in steps that double. */
function endOfAlike(
  tokens: readonly IndexedToken[],
  from: number,
  to: number,
  isAlike: (text: string) => boolean,
): number {
  const alikeAt = (index: number): boolean => index < to && isAlike(tokens[index]?.text ?? '')
  let [alike, step] = [from, 1]
  while (alikeAt(alike + step)) {
    alike += step
    step *= 2
  }
  for (; step >= 1; step /= 2) if (alikeAt(alike + step)) alike += step
  return alike + 1
}

/**
 * The characters that may come next. Undefined if they are many, or if one of them may be spelled by several tokens
 * that each hold a part of it: such tokens are not in the index.
 */
function codePointsOf({ heads }: GrammarState): ReadonlySet<number> | undefined {
  const codePoints = new Set<number>()
  for (const head of heads) {
    const ranges = nextRanges(head)
    for (let index = 0; index < ranges.length; index += 2) {
      const [low, high] = [ranges[index] ?? 0, ranges[index + 1] ?? 0]
      if (high > 0x7f || high - low + codePoints.size > mostFirstCharacters) return undefined
      for (let codePoint = low; codePoint <= high; codePoint++) codePoints.add(codePoint)
    }
  }
  return codePoints.size > mostFirstCharacters ? undefined : codePoints
}

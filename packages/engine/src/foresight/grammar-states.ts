import type { GrammarNode } from './grammar-node.ts'
import { parseRuleBody } from './parse-rule-body.ts'

/** Where a text stands in a grammar: all that may come next. Equal places are one object. */
export interface GrammarState {
  /** What the next character may be matched by; none where the text must end here. */
  readonly heads: readonly GrammarPlace[]
  /** Whether the text may end here. */
  readonly mayEnd: boolean
}

/** Something that takes a character, and what must follow it. */
export interface GrammarPlace {
  readonly id: number
  readonly node: GrammarNode
  /**
   * For a sequence or a text: how many of its parts or characters are done. For a repetition: how many more times it
   * may come at most.
   */
  readonly at: number
  /** How often a repetition still must come. */
  readonly least: number
  readonly next: GrammarPlace | undefined
}

// What is kept of one grammar takes about 1 kB a state; past this it is forgotten and found anew.
const mostStates = 4000

/**
 * Reads texts along a grammar in GBNF. Rules are parsed when a text first gets to them and states are kept, so that a
 * second text that goes the same way costs a look-up a character.
 */
export class GrammarStates {
  readonly start: GrammarState
  readonly #bodies = new Map<string, string>()
  readonly #rules = new Map<string, GrammarNode>()
  readonly #nodes = new Map<GrammarNode, number>()
  readonly #places = new Map<string, GrammarPlace>()
  readonly #states = new Map<string, GrammarState>()
  #steps = new WeakMap<GrammarState, Map<number, GrammarState | undefined>>()
  // Never counts anew: a text under way may still stand at a place that was forgotten.
  #placeCount = 0

  readonly #mostPlaces: number

  /** `grammar` has a rule a line. One that leaves more than `mostPlaces` places open is not worth looking ahead in. */
  constructor(grammar: string, mostPlaces = 500) {
    this.#mostPlaces = mostPlaces
    for (const line of grammar.split('\n')) {
      const sign = line.indexOf(' ::= ')
      if (sign > 0) this.#bodies.set(line.slice(0, sign), line.slice(sign + 5))
    }
    this.start = this.#stateAt([this.#place({ kind: 'rule', name: 'root' }, undefined)]) ?? { heads: [], mayEnd: false }
  }

  /** The state after one more character; undefined where it cannot come here, or too much could come after it. */
  after(state: GrammarState, codePoint: number): GrammarState | undefined {
    const steps = this.#steps.get(state) ?? new Map<number, GrammarState | undefined>()
    if (steps.has(codePoint)) return steps.get(codePoint)
    const next = this.#stateAt(state.heads.filter((head) => takes(head, codePoint)).map((head) => this.#behind(head)))
    this.#steps.set(state, steps.set(codePoint, next))
    return next
  }

  /** All that takes a character next where one of `places` is next. */
  #stateAt(places: readonly (GrammarPlace | undefined)[]): GrammarState | undefined {
    const waiting = [...places]
    const seen = new Set(places)
    const heads: GrammarPlace[] = []
    let mayEnd = false
    for (let place = waiting.pop(), more = places.length > 0; more; place = waiting.pop()) {
      if (place === undefined) mayEnd = true
      else if (place.node.kind === 'text' || place.node.kind === 'characters') heads.push(place)
      else {
        for (const inner of this.#within(place)) {
          if (seen.has(inner)) continue
          seen.add(inner)
          waiting.push(inner)
        }
      }
      more = waiting.length > 0
      if (seen.size > this.#mostPlaces) return undefined
    }
    if (heads.length === 0 && !mayEnd) return undefined
    heads.sort((a, b) => a.id - b.id)
    const key = `${mayEnd ? 'e' : ''}${heads.map(({ id }) => id).join()}`
    const state = this.#states.get(key) ?? { heads, mayEnd }
    if (this.#states.size >= mostStates) this.#forget()
    this.#states.set(key, state)
    return state
  }

  /** What a place that takes no character itself comes down to. */
  #within({ node, at, least, next }: GrammarPlace): (GrammarPlace | undefined)[] {
    switch (node.kind) {
      case 'rule':
        return [this.#place(this.#rule(node.name), next)]
      case 'either':
        return node.parts.map((part) => this.#place(part, next))
      case 'sequence': {
        const part = node.parts[at]
        if (part === undefined) return [next]
        return [this.#place(part, at + 1 < node.parts.length ? this.#place(node, next, at + 1) : next)]
      }
      case 'repeat': {
        const ways: (GrammarPlace | undefined)[] = least === 0 ? [next] : []
        const rest = at > 1 ? this.#place(node, next, at - 1, Math.max(0, least - 1)) : next
        if (at > 0) ways.push(this.#place(node.inner, rest))
        return ways
      }
      default:
        return []
    }
  }

  #behind({ node, at, next }: GrammarPlace): GrammarPlace | undefined {
    return node.kind === 'text' && at + 1 < node.codePoints.length ? this.#place(node, next, at + 1) : next
  }

  #rule(name: string): GrammarNode {
    const node = this.#rules.get(name) ?? parseRuleBody(this.#bodies.get(name) ?? '""')
    this.#rules.set(name, node)
    return node
  }

  #forget(): void {
    this.#places.clear()
    this.#states.clear()
    this.#steps = new WeakMap()
  }

  #place(node: GrammarNode, next: GrammarPlace | undefined, at?: number, least?: number): GrammarPlace | undefined {
    if (node.kind === 'text' && node.codePoints.length === 0) return next
    const left = at ?? (node.kind === 'repeat' ? node.max : 0)
    const needed = least ?? (node.kind === 'repeat' ? node.min : 0)
    const number = this.#nodes.get(node) ?? this.#nodes.size
    this.#nodes.set(node, number)
    const key = `${number},${left},${needed},${next?.id ?? ''}`
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const made = { id: this.#placeCount++, node, at: left, least: needed, next }
    this.#places.set(key, made)
    return made
  }
}

/** The code points that a head takes next, as inclusive ranges. */
export function nextRanges({ node, at }: GrammarPlace): readonly number[] {
  if (node.kind === 'characters') return node.ranges
  const codePoint = node.kind === 'text' ? (node.codePoints[at] ?? 0) : 0
  return [codePoint, codePoint]
}

function takes(head: GrammarPlace, codePoint: number): boolean {
  const ranges = nextRanges(head)
  for (let index = 0; index < ranges.length; index += 2) {
    if (codePoint >= (ranges[index] ?? 0) && codePoint <= (ranges[index + 1] ?? 0)) return true
  }
  return false
}

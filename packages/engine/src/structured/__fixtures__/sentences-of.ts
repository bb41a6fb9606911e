import type { GrammarNode } from '../../foresight/grammar-node.ts'
import { parseRuleBody } from '../../foresight/parse-rule-body.ts'

/** Writes random sentences of a grammar in GBNF; `random` gives numbers from 0 to 1. */
export function sentencesOf(grammar: string, random: () => number): () => string {
  const rules = rulesOf(grammar)
  const costs = costsOf(rules)
  return () => new Walk(rules, costs, random).text({ kind: 'rule', name: 'root' })
}

function rulesOf(grammar: string): Rules {
  const lines = grammar.split('\n').filter((line) => line !== '')
  return new Map(
    lines.map((line) => {
      const [, name = '', body = ''] = /^(\S+) ::= (.*)$/.exec(line) ?? []
      return [name, parseRuleBody(body)]
    }),
  )
}

type Rules = ReadonlyMap<string, GrammarNode>

/** How many rules deep the shallowest sentence of each rule is. */
function costsOf(rules: Rules): ReadonlyMap<string, number> {
  const costs = new Map<string, number>()
  for (let changed = true; changed;) {
    changed = false
    for (const [name, node] of rules) {
      const cost = 1 + costOf(node, costs)
      if (cost >= (costs.get(name) ?? Infinity)) continue
      costs.set(name, cost)
      changed = true
    }
  }
  return costs
}

function costOf(node: GrammarNode, costs: ReadonlyMap<string, number>): number {
  switch (node.kind) {
    case 'rule':
      return costs.get(node.name) ?? Infinity
    case 'sequence':
      return Math.max(0, ...node.parts.map((part) => costOf(part, costs)))
    case 'either':
      return Math.min(...node.parts.map((part) => costOf(part, costs)))
    case 'repeat':
      return node.min === 0 ? 0 : costOf(node.inner, costs)
    default:
      return 0
  }
}

class Walk {
  readonly #rules: Rules
  readonly #costs: ReadonlyMap<string, number>
  readonly #random: () => number
  /** Once used up, the shallowest way is taken. */
  #freedom = 60

  constructor(rules: Rules, costs: ReadonlyMap<string, number>, random: () => number) {
    this.#rules = rules
    this.#costs = costs
    this.#random = random
  }

  text(node: GrammarNode): string {
    switch (node.kind) {
      case 'text':
        return String.fromCodePoint(...node.codePoints)
      case 'characters':
        return this.#character(node.ranges)
      case 'rule': {
        const body = this.#rules.get(node.name)
        if (body === undefined) throw new Error(`the grammar has no rule ${node.name}`)
        return this.text(body)
      }
      case 'sequence':
        return node.parts.map((part) => this.text(part)).join('')
      case 'either':
        return this.text(this.#choose(node.parts))
      case 'repeat': {
        const most = Math.min(node.max, node.min + (this.#freedom > 0 ? 3 : 0))
        const times = node.min + Math.floor(this.#random() * (most - node.min + 1))
        return Array.from({ length: times }, () => this.text(node.inner)).join('')
      }
    }
  }

  #choose(parts: readonly GrammarNode[]): GrammarNode {
    if (this.#freedom-- > 0) return parts[Math.floor(this.#random() * parts.length)] ?? nothing
    const costs = parts.map((part) => costOf(part, this.#costs))
    return parts[costs.indexOf(Math.min(...costs))] ?? nothing
  }

  #character(ranges: readonly number[]): string {
    const index = 2 * Math.floor((this.#random() * ranges.length) / 2)
    const [low, high] = [ranges[index] ?? 0x20, ranges[index + 1] ?? 0x20]
    // Mostly from the beginning of a range: letters and digits rather than the far planes.
    const span = this.#random() < 0.9 ? Math.min(high - low, 0x60) : high - low
    return String.fromCodePoint(low + Math.floor(this.#random() * (span + 1)))
  }
}

const nothing: GrammarNode = { kind: 'text', codePoints: [] }

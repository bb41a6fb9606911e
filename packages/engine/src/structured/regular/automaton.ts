import type { WorkBudget } from '../work-budget.ts'
import { union, type CodePointSet } from './code-point-set.ts'
import { derivative, derivativeClasses } from './derivative.ts'
import type { Expression, Expressions } from './expression.ts'

/** A deterministic automaton without dead ends: from every state some text is accepted. State 0 is the start. */
export interface Automaton {
  readonly states: readonly AutomatonState[]
}

export interface AutomatonState {
  readonly accepting: boolean
  /** Where a character leads. The sets of one state are disjoint; a character in none of them is refused. */
  readonly edges: readonly AutomatonEdge[]
}

export interface AutomatonEdge {
  readonly characters: CodePointSet
  readonly target: number
}

/** Turns an expression into the smallest automaton; undefined where no text at all belongs to the language. */
export function automatonOf(make: Expressions, expression: Expression, budget: WorkBudget): Automaton | undefined {
  return simplified(explore(make, expression, budget))
}

/** The same language without dead ends and with fewer states; undefined where no text is accepted. */
export function simplified(states: readonly AutomatonState[]): Automaton | undefined {
  const alive = findAlive(states)
  return alive[0] ? merge(states, alive) : undefined
}

function explore(make: Expressions, start: Expression, budget: WorkBudget): AutomatonState[] {
  const numbers = new Map([[start, 0]])
  const waiting = [start]
  const states: AutomatonState[] = []
  for (let expression = waiting.shift(); expression !== undefined; expression = waiting.shift()) {
    const targets = new Map<number, CodePointSet>()
    for (const set of derivativeClasses(expression)) {
      budget.spend(8 + set.length, 'automaton states')
      const next = derivative(make, expression, set[0] ?? 0)
      if (next === make.nothing) continue
      const known = numbers.get(next)
      const target = known ?? numbers.size
      if (known === undefined) {
        numbers.set(next, target)
        waiting.push(next)
      }
      targets.set(target, union(targets.get(target) ?? [], set))
    }
    const edges = Array.from(targets, ([target, characters]) => ({ characters, target }))
    states.push({ accepting: expression.nullable, edges })
  }
  return states
}

/** Which states lead to acceptance; complements and intersections leave states that do not. */
function findAlive(states: readonly AutomatonState[]): boolean[] {
  const sources: number[][] = states.map(() => [])
  for (const [source, { edges }] of states.entries()) for (const { target } of edges) sources[target]?.push(source)
  const alive = states.map(() => false)
  const waiting = [...states.keys()].filter((state) => states[state]?.accepting)
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (alive[state]) continue
    alive[state] = true
    waiting.push(...(sources[state] ?? []))
  }
  return alive
}

/**
 * Drops dead states and merges states that look alike until none do. That is less than full minimisation, which costs
 * a pass a state on long chains; what it misses are states alike only through loops, and derivatives make few of them.
 */
function merge(states: readonly AutomatonState[], alive: readonly boolean[]): Automaton {
  let names = states.map((_, number) => (alive[number] ? number : -1))
  for (let count = Infinity; ;) {
    const seen = new Map<string, number>()
    names = states.map((state, number) => {
      if (!alive[number]) return -1
      const look = signature(state, names)
      const known = seen.get(look) ?? seen.size
      seen.set(look, known)
      return known
    })
    if (seen.size === count) break
    count = seen.size
  }
  // State 0 comes first in every pass, so its name stays 0.
  const merged: AutomatonState[] = []
  for (const [number, state] of states.entries()) {
    const name = names[number] ?? -1
    if (name >= 0) merged[name] ??= { accepting: state.accepting, edges: renamedEdges(state, names) }
  }
  return { states: merged }
}

function signature(state: AutomatonState, names: readonly number[]): string {
  const edges = renamedEdges(state, names).map(({ target, characters }) => `${target}=${characters.join()}`)
  return `${state.accepting ? 'a' : ''};${edges.join(';')}`
}

function renamedEdges(state: AutomatonState, names: readonly number[]): AutomatonEdge[] {
  const sets = new Map<number, CodePointSet>()
  for (const { target, characters } of state.edges) {
    const name = names[target] ?? -1
    if (name >= 0) sets.set(name, union(sets.get(name) ?? [], characters))
  }
  return Array.from(sets, ([target, characters]) => ({ characters, target })).toSorted((a, b) => a.target - b.target)
}

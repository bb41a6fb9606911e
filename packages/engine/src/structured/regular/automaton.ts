import type { WorkBudget } from '../work-budget.ts'
import { union, type CodePointSet } from './code-point-set.ts'
import { oppositeAutomaton } from './opposite-automaton.ts'
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
  const { form } = expression
  if (form.kind === 'state' && form.number === 0) return form.automaton
  if (form.kind === 'not' && form.inner.form.kind === 'state' && form.inner.form.number === 0) {
    const { automaton } = form.inner.form
    budget.spend(automaton.states.length, 'automaton states')
    const opposite = oppositeAutomaton(automaton)
    if (opposite !== undefined) return opposite
  }
  return simplified(explore(make, expression, budget))
}

/** The same language without dead ends and with fewer states; undefined where no text is accepted. */
function simplified(states: readonly AutomatonState[]): Automaton | undefined {
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
      budget.spend(3 + set.length / 2, 'automaton states')
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
 * Drops dead states and merges states that look alike until none do. That is less than full minimisation; what it
 * misses are states alike only through loops, and derivatives make few of them.
 */
function merge(states: readonly AutomatonState[], alive: readonly boolean[]): Automaton {
  // Which state stands for each one. What was found alike stays so, hence the loop ends.
  const standIn = states.map((_, number) => (alive[number] ? number : -1))
  for (let merged = true; merged;) {
    merged = false
    const seen = new Map<string, number>()
    // States lead mostly to later ones, so going backwards one pass does nearly all.
    for (let number = states.length - 1; number >= 0; number--) {
      const place = standIn[number] ?? -1
      if (place !== number) {
        standIn[number] = standIn[place] ?? -1
        continue
      }
      const look = signature(states[number], standIn)
      const known = seen.get(look) ?? number
      seen.set(look, known)
      standIn[number] = known
      if (known !== number) merged = true
    }
  }
  return renumbered(states, standIn)
}

/** The states that stand for others, numbered anew from the start on. */
function renumbered(states: readonly AutomatonState[], standIn: readonly number[]): Automaton {
  const start = standIn[0] ?? 0
  const names = new Map([[start, 0]])
  const order = [start]
  const merged: AutomatonState[] = []
  for (const number of order) {
    const edges = mergedEdges(states[number]?.edges ?? [], standIn)
    for (const { target } of edges) {
      if (names.has(target)) continue
      names.set(target, names.size)
      order.push(target)
    }
    merged.push({
      accepting: states[number]?.accepting ?? false,
      edges: edges.map(({ characters, target }) => ({ characters, target: names.get(target) ?? 0 })),
    })
  }
  return { states: merged }
}

function signature(state: AutomatonState | undefined, standIn: readonly number[]): string {
  let look = state?.accepting ? 'a' : ''
  for (const { target, characters } of mergedEdges(state?.edges ?? [], standIn)) {
    look += `;${target}=${characters.join()}`
  }
  return look
}

/** The edges between the states that stand for others, one a target, in the order of the targets. */
function mergedEdges(edges: readonly AutomatonEdge[], standIn: readonly number[]): readonly AutomatonEdge[] {
  const [only] = edges
  if (only === undefined) return edges
  if (edges.length === 1) {
    const target = standIn[only.target] ?? -1
    return target < 0 ? [] : [{ characters: only.characters, target }]
  }
  const sets = new Map<number, CodePointSet>()
  for (const { target, characters } of edges) {
    const name = standIn[target] ?? -1
    const known = sets.get(name)
    if (name >= 0) sets.set(name, known === undefined ? characters : union(known, characters))
  }
  return Array.from(sets, ([target, characters]) => ({ characters, target })).toSorted((a, b) => a.target - b.target)
}

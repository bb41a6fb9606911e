import { simplified, type Automaton, type AutomatonEdge, type AutomatonState } from '../regular/automaton.ts'
import { codePointSet, intersection } from '../regular/code-point-set.ts'
import { decimalOf } from '../shape/number-range.ts'
import type { WorkBudget } from '../work-budget.ts'

const mostStates = 4000

/** The decimal texts of all multiples of a step; undefined where that takes too many states. */
export function multiplesAutomaton(step: number): Automaton | undefined {
  const { digits, scale } = decimalOf(step)
  const divisor = Number(digits)
  if (!Number.isSafeInteger(divisor) || divisor * (scale + 2) > mostStates || scale > 12) return undefined
  // A state is the remainder of the digits read, and how many of them stood behind the point (none read yet: -1).
  // Digits behind the last place that the step has must be 0.
  const width = scale + 2
  const number = (remainder: number, places: number): number => 1 + remainder * width + places + 1
  const states: AutomatonState[] = []
  for (let remainder = 0; remainder < divisor; remainder++) {
    for (let places = -1; places <= scale; places++) {
      const missing = 10 ** (scale - Math.max(0, places))
      const accepting = (remainder * (missing % divisor)) % divisor === 0
      states.push({ accepting, edges: edgesOf(remainder, places) })
    }
  }
  const start: AutomatonState = {
    accepting: false,
    edges: [{ characters: minus, target: number(0, -1) }, ...edgesOf(0, -1)],
  }
  return { states: [start, ...states] }

  function edgesOf(remainder: number, places: number): AutomatonEdge[] {
    const edges: AutomatonEdge[] = []
    for (let digit = 0; digit <= 9; digit++) {
      const characters = codePointSet([0x30 + digit, 0x30 + digit])
      if (places < scale || places === -1) {
        edges.push({ characters, target: number((remainder * 10 + digit) % divisor, places === -1 ? -1 : places + 1) })
      } else if (digit === 0) edges.push({ characters, target: number(remainder, places) })
    }
    if (places === -1) edges.push({ characters: point, target: number(remainder, 0) })
    return edges
  }
}

const minus = codePointSet([0x2d, 0x2d])
const point = codePointSet([0x2e, 0x2e])

/** The texts that both automata accept; undefined where there is none. */
export function productOf(a: Automaton, b: Automaton, budget: WorkBudget): Automaton | undefined {
  const numbers = new Map<string, number>([['0,0', 0]])
  const waiting: (readonly [number, number])[] = [[0, 0]]
  const states: AutomatonState[] = []
  for (let pair = waiting.shift(); pair !== undefined; pair = waiting.shift()) {
    const [left, right] = [a.states[pair[0]], b.states[pair[1]]]
    const edges: AutomatonEdge[] = []
    for (const one of left?.edges ?? []) {
      for (const two of right?.edges ?? []) {
        budget.spend(1, 'automaton states')
        const characters = intersection(one.characters, two.characters)
        if (characters.length === 0) continue
        const name = `${one.target},${two.target}`
        const known = numbers.get(name)
        if (known === undefined) waiting.push([one.target, two.target])
        const target = known ?? numbers.size
        numbers.set(name, target)
        edges.push({ characters, target })
      }
    }
    states.push({ accepting: (left?.accepting ?? false) && (right?.accepting ?? false), edges })
  }
  return simplified(states)
}

import type { Automaton, AutomatonEdge, AutomatonState } from '../regular/automaton.ts'
import { codePointSet } from '../regular/code-point-set.ts'
import { BudgetExceeded } from '../work-budget.ts'
import { decimalOf } from './number-range.ts'

const mostStates = 4000

const known = new Map<number, Automaton>()

/** The decimal texts of all multiples of a step. Throws `BudgetExceeded` where that takes too many states. */
export function multiplesAutomaton(step: number): Automaton {
  const made = known.get(step) ?? makeAutomaton(step)
  if (step === 1) known.set(step, made)
  return made
}

function makeAutomaton(step: number): Automaton {
  const { digits, scale } = decimalOf(step)
  const divisor = Number(digits)
  if (!Number.isSafeInteger(divisor) || divisor * (scale + 2) > mostStates || scale > 12) {
    throw new BudgetExceeded(`remainders to tell multiples of ${step}`)
  }
  // A state is the remainder of the digits read, and how many of them stood after the point (none read yet: -1).
  // Digits after the last place that the step has must be 0.
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

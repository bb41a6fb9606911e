import type { Expressions } from '../regular/expression.ts'
import { keyOf } from '../schema/conjunction.ts'
import { nameOf } from './alternative-name.ts'
import type { Judge } from './intersect.ts'
import { anyProperty, type Alternative, type KeyClass, type ObjectAlternative } from './shape.ts'

/** The alternatives that no other one covers, where that can be seen from how they are written. */
export function uncovered({ make, budget }: Judge, alternatives: readonly Alternative[]): Alternative[] {
  const unlike = new Map(alternatives.map((alternative) => [nameOf(alternative), alternative]))
  // What demands less covers what demands more.
  const kept: Alternative[] = []
  for (const each of [...unlike.values()].toSorted((a, b) => demandsOf(a) - demandsOf(b))) {
    budget.spend(2 + demandsOf(each) / 4 + kept.length / 5, 'alternatives')
    if (!kept.some((wider) => covers(make, wider, each))) kept.push(each)
  }
  return kept
}

function demandsOf(alternative: Alternative): number {
  return alternative.kind === 'object' ? alternative.properties.size + alternative.some.length : 0
}

/** Whether all that an object demands is demanded by another one as well. */
function covers(make: Expressions, wider: Alternative, narrower: Alternative): boolean {
  if (wider.kind !== 'object' || narrower.kind !== 'object') return false
  if (wider.min > narrower.min || wider.max < narrower.max) return false
  if (wider.evaluated !== narrower.evaluated && narrower.evaluated !== make.nothing) return false
  for (const [key, { required, allowed, value }] of wider.properties) {
    const own = narrower.properties.get(key) ?? anyProperty
    if ((required && !own.required) || (!allowed && own.allowed)) return false
    if (own.allowed && !value.every((node) => own.value.includes(node))) return false
  }
  if (!wider.some.every((demand) => narrower.some.some((other) => isSameClass(demand, other)))) return false
  return takesAnyKey(make, wider) || haveSameClasses(wider, narrower)
}

function takesAnyKey(make: Expressions, { classes }: ObjectAlternative): boolean {
  const [free] = classes
  return classes.length === 1 && free?.keys === make.anything && free.value.length === 0
}

// A key that only the narrower one declares would fall into a class of the wider one.
function haveSameClasses(wider: ObjectAlternative, narrower: ObjectAlternative): boolean {
  return (
    wider.classes.length === narrower.classes.length &&
    wider.classes.every((each) => narrower.classes.some((other) => isSameClass(each, other))) &&
    [...narrower.properties.keys()].every((key) => wider.properties.has(key))
  )
}

function isSameClass(a: KeyClass, b: KeyClass): boolean {
  return a.keys === b.keys && keyOf(a.value) === keyOf(b.value)
}

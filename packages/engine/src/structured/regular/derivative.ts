import { anyCodePoint, complement, contains, intersection, unionOf, type CodePointSet } from './code-point-set.ts'
import type { Expression, Expressions } from './expression.ts'

/** The texts that may follow `codePoint` so that the whole belongs to the language of `expression`. */
export function derivative(make: Expressions, expression: Expression, codePoint: number): Expression {
  const known = (expression.found.byCodePoint ??= new Map<number, Expression>())
  const found = known.get(codePoint)
  if (found !== undefined) return found
  const made = derive(make, expression, codePoint)
  known.set(codePoint, made)
  return made
}

/** Cuts all characters into sets whose members have the same derivative. */
export function derivativeClasses(expression: Expression): readonly CodePointSet[] {
  return (expression.found.classes ??= classesOf(expression))
}

function derive(make: Expressions, expression: Expression, codePoint: number): Expression {
  const { form } = expression
  switch (form.kind) {
    case 'empty-text':
      return make.nothing
    case 'characters':
      return contains(form.set, codePoint) ? make.emptyText : make.nothing
    case 'sequence': {
      const afterFirst = make.sequence(derivative(make, form.first, codePoint), form.rest)
      return form.first.nullable ? make.either(afterFirst, derivative(make, form.rest, codePoint)) : afterFirst
    }
    case 'either':
      return make.either(...form.parts.map((part) => derivative(make, part, codePoint)))
    case 'all':
      return make.all(...form.parts.map((part) => derivative(make, part, codePoint)))
    case 'not':
      return make.not(derivative(make, form.inner, codePoint))
    case 'repeat': {
      const once = derivative(make, form.inner, codePoint)
      return make.sequence(once, make.repeat(form.inner, Math.max(0, form.min - 1), form.max - 1))
    }
    case 'state': {
      const edge = form.automaton.states[form.number]?.edges.find(({ characters }) => contains(characters, codePoint))
      return edge === undefined ? make.nothing : make.state(form.automaton, edge.target)
    }
  }
}

function classesOf(expression: Expression): readonly CodePointSet[] {
  const { form } = expression
  switch (form.kind) {
    case 'empty-text':
      return [anyCodePoint]
    case 'characters':
      return [form.set, complement(form.set)].filter(isInhabited)
    case 'sequence':
      return form.first.nullable
        ? refine(derivativeClasses(form.first), derivativeClasses(form.rest))
        : derivativeClasses(form.first)
    case 'either':
    case 'all':
      return form.parts.map(derivativeClasses).reduce(refine)
    case 'not':
    case 'repeat':
      return derivativeClasses(form.inner)
    case 'state': {
      const sets = (form.automaton.states[form.number]?.edges ?? []).map(({ characters }) => characters)
      return [...sets, complement(unionOf(sets))].filter(isInhabited)
    }
  }
}

function refine(a: readonly CodePointSet[], b: readonly CodePointSet[]): readonly CodePointSet[] {
  if (a.length === 1 || a === b) return b
  if (b.length === 1) return a
  return a.flatMap((left) => b.map((right) => intersection(left, right)).filter(isInhabited))
}

function isInhabited(set: CodePointSet): boolean {
  return set.length > 0
}

import type { WorkBudget } from '../work-budget.ts'
import type { Automaton } from './automaton.ts'
import { wordAutomaton } from './word-automaton.ts'
import { wordLengths } from './word-lengths.ts'
import { anyCodePoint, codePointOf, intersection, noCodePoints, union, type CodePointSet } from './code-point-set.ts'

/**
 * A regular language of texts, as an expression that also knows intersection and complement.
 * Equal expressions are one object (see `Expressions`), so sets of them have small keys.
 */
export interface Expression {
  readonly id: number
  /** Whether the empty text belongs to the language. */
  readonly nullable: boolean
  readonly form: Form
  /** What was found of it so far: parts are shared, so the same is asked for again and again. */
  readonly found: Found
}

/** Kept on the expression itself: weak maps beside it were work for the garbage collector. */
interface Found {
  /** By `derivative.ts`. */
  byCodePoint: Map<number, Expression> | undefined
  classes: readonly CodePointSet[] | undefined
  /** What it makes with another one after it, as one of two choices, and where both must hold. */
  before: Map<Expression, Expression> | undefined
  or: Map<Expression, Expression> | undefined
  and: Map<Expression, Expression> | undefined
}

type Form =
  | { readonly kind: 'characters'; readonly set: CodePointSet }
  | { readonly kind: 'empty-text' }
  | { readonly kind: 'sequence'; readonly first: Expression; readonly rest: Expression }
  | { readonly kind: 'either'; readonly parts: readonly Expression[] }
  | { readonly kind: 'all'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly inner: Expression }
  | { readonly kind: 'repeat'; readonly inner: Expression; readonly min: number; readonly max: number }
  | { readonly kind: 'state'; readonly automaton: Automaton; readonly number: number }

// Finding an expression again is work too: derivatives of hostile patterns do little else.
const lookUp = 1

/**
 * Makes expressions, each normalised and made once. Normal forms keep the number of derivatives small:
 * J. A. Brzozowski, "Derivatives of Regular Expressions", 1964; S. Owens et al., "Regular-expression derivatives
 * re-examined", 2009.
 */
export class Expressions {
  readonly #made = new Map<string, Expression>()
  #count = 0
  readonly #states = new Map<Automaton, Expression[]>()
  readonly #words = new Map<string, Expression>()
  readonly #budget: WorkBudget
  readonly #anyCharacter: Expression
  readonly nothing: Expression
  readonly emptyText: Expression
  /** Any text at all. */
  readonly anything: Expression

  constructor(budget: WorkBudget) {
    this.#budget = budget
    this.nothing = this.characters(noCodePoints)
    this.emptyText = this.#make('e', true, { kind: 'empty-text' })
    this.#anyCharacter = this.characters(anyCodePoint)
    this.anything = this.repeat(this.#anyCharacter, 0, Infinity)
  }

  /** One character out of a set. */
  characters(set: CodePointSet): Expression {
    return this.#make(`c${set.join()}`, false, { kind: 'characters', set })
  }

  /** Exactly this text. */
  text(text: string): Expression {
    const characters = Array.from(text, (character) => {
      const codePoint = codePointOf(character)
      return this.characters([codePoint, codePoint])
    })
    return this.sequence(...characters)
  }

  /** Exactly these words. */
  words(words: Iterable<string>): Expression {
    const list = [...words]
    const key = JSON.stringify(list)
    const known = this.#words.get(key)
    if (known !== undefined) return known
    this.#budget.spend(key.length / 2, 'words')
    const automaton = wordAutomaton(list)
    const made = automaton === undefined ? this.nothing : this.state(automaton)
    this.#words.set(key, made)
    return made
  }

  /** The texts that a ready automaton accepts from one of its states: its derivatives cost a look-up each. */
  state(automaton: Automaton, number = 0): Expression {
    const states = this.#states.get(automaton) ?? []
    this.#states.set(automaton, states)
    this.#budget.spend(lookUp, 'steps')
    return (states[number] ??= this.#state(automaton, number))
  }

  sequence(...parts: readonly Expression[]): Expression {
    return parts.reduceRight((rest, first) => this.#sequence(first, rest), this.emptyText)
  }

  either(...parts: readonly Expression[]): Expression {
    const [only, other] = parts
    if (only !== undefined && parts.length <= 2) {
      if (other === undefined || other === only || other === this.nothing) return only
      if (only === this.nothing) return other
      return this.#found((only.found.or ??= new Map()), other, () => this.#either(parts))
    }
    return this.#either(parts)
  }

  #either(parts: readonly Expression[]): Expression {
    let set: CodePointSet = noCodePoints
    const flat = new Set<Expression>()
    for (const part of parts.flatMap((each) => (each.form.kind === 'either' ? each.form.parts : [each]))) {
      if (part === this.anything) return part
      if (part.form.kind === 'characters') set = union(set, part.form.set)
      else flat.add(part)
    }
    if (set.length > 0) flat.add(this.characters(set))
    const kept = sorted(flat)
    if (kept.length <= 1) return kept[0] ?? this.nothing
    return this.#make(`|${ids(kept)}`, kept.some(isNullable), { kind: 'either', parts: kept })
  }

  all(...parts: readonly Expression[]): Expression {
    const [only, other] = parts
    if (only !== undefined && parts.length <= 2) {
      if (other === undefined || other === only || other === this.anything) return only
      if (only === this.anything) return other
      return this.#found((only.found.and ??= new Map()), other, () => this.#all(parts))
    }
    return this.#all(parts)
  }

  #all(parts: readonly Expression[]): Expression {
    let set: CodePointSet | undefined
    const flat = new Set<Expression>()
    for (const part of parts.flatMap((each) => (each.form.kind === 'all' ? each.form.parts : [each]))) {
      if (part === this.nothing) return part
      if (part === this.anything) continue
      if (part.form.kind === 'characters') set = set === undefined ? part.form.set : intersection(set, part.form.set)
      else flat.add(part)
    }
    if (set !== undefined) {
      if (set.length === 0 || flat.has(this.emptyText)) return this.nothing
      flat.add(this.characters(set))
    }
    if (flat.has(this.emptyText)) return [...flat].every(isNullable) ? this.emptyText : this.nothing
    this.#mergeLengths(flat)
    if (flat.has(this.nothing)) return this.nothing
    const kept = sorted(flat)
    if (kept.length <= 1) return kept[0] ?? this.anything
    return this.#make(`&${ids(kept)}`, kept.every(isNullable), { kind: 'all', parts: kept })
  }

  /** Every text that is not in the language. */
  not(inner: Expression): Expression {
    if (inner.form.kind === 'not') return inner.form.inner
    if (inner === this.nothing) return this.anything
    if (inner === this.anything) return this.nothing
    return this.#make(`!${inner.id}`, !inner.nullable, { kind: 'not', inner })
  }

  /** `min` to `max` times; `max` may be Infinity. */
  repeat(inner: Expression, min: number, max: number): Expression {
    if (max === 0 || inner === this.emptyText) return this.emptyText
    if (inner === this.nothing) return min === 0 ? this.emptyText : inner
    if (min === 1 && max === 1) return inner
    // A part that may be empty needs no lower bound, and the derivative below relies on that.
    const least = inner.nullable ? 0 : min
    if (inner.form.kind === 'repeat' && inner.form.min === 0 && inner.form.max === Infinity) return inner
    const key = `*${inner.id},${least},${max}`
    return this.#make(key, least === 0, { kind: 'repeat', inner, min: least, max })
  }

  #state(automaton: Automaton, number: number): Expression {
    const { accepting, edges } = automaton.states[number] ?? { accepting: false, edges: [] }
    const [edge] = edges
    if (edge === undefined) return accepting ? this.emptyText : this.nothing
    if (accepting && edge.target === number && edge.characters.join() === anyCodePoint.join()) return this.anything
    return this.#new(accepting, { kind: 'state', automaton, number })
  }

  /** Demands on nothing but the length become one. */
  #mergeLengths(parts: Set<Expression>): void {
    let [min, max, demands] = [0, Infinity, 0]
    for (const { form } of parts) {
      if (form.kind !== 'repeat' || form.inner !== this.#anyCharacter) continue
      demands++
      min = Math.max(min, form.min)
      max = Math.min(max, form.max)
    }
    if (demands === 0 || parts.size < 2) return
    const isLength = ({ form }: Expression): boolean => form.kind === 'repeat' && form.inner === this.#anyCharacter
    for (const part of parts) if (isLength(part)) parts.delete(part)
    if (min > max) {
      parts.add(this.nothing)
      return
    }
    // What a part keeps to anyway needs no counting.
    for (const { form } of parts) {
      if (form.kind !== 'state' || form.number !== 0) continue
      const { shortest, longest } = wordLengths(form.automaton)
      if (shortest >= min) min = 0
      if (longest <= max) max = Infinity
    }
    if (min === 0 && max === Infinity) return
    if (![...parts].some((part) => this.#takeLength(parts, part, min, max))) {
      parts.add(this.repeat(this.#anyCharacter, min, max))
    }
  }

  /** Whether a part can be written with a length, and is so now. */
  #takeLength(parts: Set<Expression>, part: Expression, min: number, max: number): boolean {
    const { form } = part
    if (form.kind !== 'repeat' || form.inner.form.kind !== 'characters') return false
    parts.delete(part)
    const [least, most] = [Math.max(min, form.min), Math.min(max, form.max)]
    parts.add(least > most ? this.nothing : this.repeat(form.inner, least, most))
    return true
  }

  #sequence(first: Expression, rest: Expression): Expression {
    if (first === this.nothing || rest === this.nothing) return this.nothing
    if (first === this.emptyText) return rest
    if (rest === this.emptyText) return first
    if (first === this.anything && rest === this.anything) return first
    return this.#found((first.found.before ??= new Map()), rest, () => {
      // Right-leaning, so that a sequence has one shape.
      if (first.form.kind === 'sequence') return this.#sequence(first.form.first, this.#sequence(first.form.rest, rest))
      return this.#new(first.nullable && rest.nullable, { kind: 'sequence', first, rest })
    })
  }

  #make(key: string, nullable: boolean, form: Form): Expression {
    this.#budget.spend(lookUp + key.length / 8, 'steps')
    const known = this.#made.get(key)
    if (known !== undefined) return known
    const made = this.#new(nullable, form)
    this.#made.set(key, made)
    return made
  }

  #found(known: Map<Expression, Expression>, other: Expression, make: () => Expression): Expression {
    this.#budget.spend(lookUp, 'steps')
    const found = known.get(other)
    if (found !== undefined) return found
    const made = make()
    known.set(other, made)
    return made
  }

  #new(nullable: boolean, form: Form): Expression {
    const found = { byCodePoint: undefined, classes: undefined, before: undefined, or: undefined, and: undefined }
    return { id: this.#count++, nullable, form, found }
  }
}

function isNullable(expression: Expression): boolean {
  return expression.nullable
}

function sorted(expressions: ReadonlySet<Expression>): Expression[] {
  return [...expressions].toSorted((a, b) => a.id - b.id)
}

function ids(expressions: readonly Expression[]): string {
  return expressions.map(({ id }) => id).join()
}

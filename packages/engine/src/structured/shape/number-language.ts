import { digits } from '../regular/character-escapes.ts'
import { charactersOf, codePointSet, union } from '../regular/code-point-set.ts'
import type { Expression, Expressions } from '../regular/expression.ts'
import { multiplesAutomaton } from './multiples.ts'
import { decimalOf } from './number-range.ts'
import type { NumberAlternative } from './shape.ts'
import { sureBound, type ExactBound } from './sure-bound.ts'

/** The texts of all numbers of an alternative, as JSON writes them. */
export function numberLanguage(make: Expressions, alternative: NumberAlternative): Expression {
  const { integer, min, max } = alternative
  const form = new NumberForm(make, integer)
  const multiples = alternative.multiplesOf.map((step) => make.state(multiplesAutomaton(step)))
  const others = alternative.notMultiplesOf.map((step) => make.not(make.state(multiplesAutomaton(step))))
  // An exponent moves the point, so it is allowed only where the size does not matter.
  const isFree = !integer && min === undefined && max === undefined && multiples.length + others.length === 0
  if (isFree) return form.withExponent
  // Doubles keep 15 digits: 5.00000000000000001 is no whole number, but is read as one.
  const exact = alternative.notMultiplesOf.includes(1) ? form.inDoubles : make.anything
  const atLeast = min === undefined ? make.anything : form.from(sureBound(min, 1, integer))
  const atMost = max === undefined ? make.anything : form.upTo(sureBound(max, -1, integer))
  return make.all(form.any, exact, atLeast, atMost, ...multiples, ...others)
}

/** Builds languages of decimal numbers: an optional sign, no leading zeros, and a fraction unless `integer`. */
class NumberForm {
  readonly #make: Expressions
  readonly #integer: boolean
  readonly #digit: Expression
  readonly #digits: Expression
  readonly #zeros: Expression
  readonly #whole: Expression
  readonly #fraction: Expression

  constructor(make: Expressions, integer: boolean) {
    this.#make = make
    this.#integer = integer
    this.#digit = make.characters(digits)
    this.#digits = make.repeat(this.#digit, 0, Infinity)
    this.#zeros = make.repeat(make.text('0'), 0, Infinity)
    this.#whole = make.either(make.text('0'), make.sequence(this.#digitFrom(1), this.#digits))
    this.#fraction = make.sequence(make.text('.'), this.#digit, this.#digits)
  }

  get #unsigned(): Expression {
    return this.#integer ? this.#whole : this.#make.sequence(this.#whole, this.#make.repeat(this.#fraction, 0, 1))
  }

  get any(): Expression {
    const make = this.#make
    // Minus zero is a number of its own to some readers, so it is never written.
    const negative = make.sequence(make.text('-'), make.all(this.#unsigned, make.not(this.#zero)))
    return make.either(this.#unsigned, negative)
  }

  get withExponent(): Expression {
    const make = this.#make
    const sign = make.repeat(make.characters(codePointSet([0x2b, 0x2b], [0x2d, 0x2d])), 0, 1)
    const exponent = make.sequence(
      make.characters(codePointSet([0x45, 0x45], [0x65, 0x65])),
      sign,
      this.#digit,
      // With a third digit it may be more than a double holds, and readers would take it for Infinity.
      make.repeat(this.#digit, 0, 1),
    )
    return make.sequence(this.any, make.repeat(exponent, 0, 1))
  }

  /** Texts that are not longer than 15 digits, a sign and a point. */
  get inDoubles(): Expression {
    const make = this.#make
    const figures = make.characters(union(digits, charactersOf('.')))
    return make.sequence(make.repeat(make.text('-'), 0, 1), make.repeat(figures, 1, 15 + (this.#integer ? 0 : 1)))
  }

  from({ value, exclusive }: ExactBound): Expression {
    const make = this.#make
    const [whole, fraction] = split(value)
    if (value > 0 || (value === 0 && !exclusive)) return this.#unsignedFrom(whole, fraction, exclusive)
    if (value === 0) return make.all(this.#unsigned, make.not(this.#zero))
    const below = make.all(this.#unsigned, make.not(this.#unsignedFrom(whole, fraction, !exclusive)))
    return make.either(this.#unsigned, make.sequence(make.text('-'), below))
  }

  upTo({ value, exclusive }: ExactBound): Expression {
    return this.#make.not(this.from({ value, exclusive: !exclusive }))
  }

  /** Unsigned numbers of at least, or more than, `whole.fraction`. */
  #unsignedFrom(whole: string, fraction: string, exclusive: boolean): Expression {
    const make = this.#make
    const tail = this.#integer ? make.emptyText : make.repeat(this.#fraction, 0, 1)
    const larger = make.sequence(this.#wholeAbove(whole), tail)
    if (this.#integer) return exclusive || fraction !== '' ? larger : make.either(make.text(whole), larger)
    return make.either(larger, make.sequence(make.text(whole), this.#fractionFrom(fraction, exclusive)))
  }

  /** Whole numbers above one: more digits, or the first digit that differs is larger. */
  #wholeAbove(whole: string): Expression {
    const make = this.#make
    const length = whole.length
    const longer = make.sequence(this.#digitFrom(1), make.repeat(this.#digit, length, Infinity))
    // From the right, so that a bound of 300 digits takes as many steps.
    const asLong = Array.from(whole).reduceRight((above, digit, place) => {
      const left = length - place - 1
      const differs = make.sequence(this.#digitFrom(Number(digit) + 1), make.repeat(this.#digit, left, left))
      return make.either(differs, make.sequence(make.text(digit), above))
    }, make.nothing)
    return make.either(longer, asLong)
  }

  /** What may follow the whole part so that the fraction is at least, or above, `fraction`. */
  #fractionFrom(fraction: string, exclusive: boolean): Expression {
    const make = this.#make
    const optional = make.repeat(this.#fraction, 0, 1)
    if (fraction === '')
      return exclusive ? make.all(this.#fraction, make.not(make.sequence(make.text('.'), this.#zeros))) : optional
    const differing = Array.from(fraction, (digit, place) =>
      make.sequence(make.text(fraction.slice(0, place)), this.#digitFrom(Number(digit) + 1), this.#digits),
    )
    const same = make.sequence(
      make.text(fraction),
      exclusive ? make.all(this.#digits, make.not(this.#zeros)) : this.#digits,
    )
    return make.sequence(make.text('.'), make.either(...differing, same))
  }

  get #zero(): Expression {
    const make = this.#make
    return make.sequence(
      make.text('0'),
      make.repeat(make.sequence(make.text('.'), make.repeat(make.text('0'), 1, Infinity)), 0, 1),
    )
  }

  #digitFrom(low: number): Expression {
    return low > 9 ? this.#make.nothing : this.#make.characters(codePointSet([0x30 + low, 0x39]))
  }
}

/** The digits before and after the point of a number's absolute value. */
function split(value: number | bigint): [whole: string, fraction: string] {
  const { digits: all, scale } =
    typeof value === 'bigint' ? { digits: value < 0n ? -value : value, scale: 0 } : decimalOf(Math.abs(value))
  const padded = all.toString().padStart(scale + 1, '0')
  const cut = padded.length - scale
  return [padded.slice(0, cut), padded.slice(cut).replace(/0+$/, '')]
}

import type { Bound, NumberAlternative } from './shape.ts'

/** The higher of two lower bounds. */
export function tighterMin(a: Bound | undefined, b: Bound | undefined): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a.value > b.value || (a.value === b.value && a.exclusive) ? a : b
}

/** The lower of two upper bounds. */
export function tighterMax(a: Bound | undefined, b: Bound | undefined): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a.value < b.value || (a.value === b.value && a.exclusive) ? a : b
}

/** Whether a number satisfies an alternative. */
export function inRange(value: number, { integer, min, max, multiplesOf, notMultiplesOf }: NumberAlternative): boolean {
  if (integer && !Number.isInteger(value)) return false
  if (min !== undefined && (min.exclusive ? value <= min.value : value < min.value)) return false
  if (max !== undefined && (max.exclusive ? value >= max.value : value > max.value)) return false
  return multiplesOf.every((step) => isMultiple(value, step)) && !notMultiplesOf.some((step) => isMultiple(value, step))
}

/** Whether there is a whole number between two bounds. */
export function hasInteger(min: Bound, max: Bound): boolean {
  const [least, greatest] = wholeBounds(min, max)
  return least <= greatest
}

/** All numbers of an alternative, where they are whole and lie within `most`; undefined where there may be others. */
export function integersIn(alternative: NumberAlternative, most: number): number[] | undefined {
  const { integer, min, max } = alternative
  if (!integer || min === undefined || max === undefined) return undefined
  const [least, greatest] = wholeBounds(min, max)
  if (!Number.isSafeInteger(least) || greatest - least >= most) return undefined
  const all = Array.from({ length: Math.max(0, greatest - least + 1) }, (_, index) => least + index)
  return all.filter((value) => inRange(value, alternative))
}

function wholeBounds(min: Bound, max: Bound): [least: number, greatest: number] {
  const least = min.exclusive ? Math.floor(min.value) + 1 : Math.ceil(min.value)
  return [least, max.exclusive ? Math.ceil(max.value) - 1 : Math.floor(max.value)]
}

// 0.3 / 0.1 is not whole in floating point, 0.3 is a multiple of 0.1 all the same: compare scaled integers.
function isMultiple(value: number, step: number): boolean {
  const [a, b] = [decimalOf(value), decimalOf(step)]
  const digits = Math.max(a.scale, b.scale)
  const divisor = b.digits * 10n ** BigInt(digits - b.scale)
  return divisor !== 0n && (a.digits * 10n ** BigInt(digits - a.scale)) % divisor === 0n
}

/** A finite number as exact decimal: `digits / 10^scale`. */
export function decimalOf(value: number): { digits: bigint; scale: number } {
  const [mantissa = '0', exponent = '0'] = value.toString().split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  const scale = fraction.length - Number(exponent)
  const digits = BigInt(whole + fraction)
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale }
}

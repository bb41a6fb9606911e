import type { Bound } from './shape.ts'

/** A bound that may need more digits than a double keeps. */
export interface ExactBound {
  readonly value: number | bigint
  readonly exclusive: boolean
}

// Nearer to 0 nobody writes a number without an exponent, and 300 zeros are as many states.
const smallest = 1e-30

/**
 * The bound behind which a number is to any reader, to those with exact decimals and to those with doubles; `inward` is 1
 * for a least value, -1 for a highest.
 */
export function sureBound({ value, exclusive }: Bound, inward: 1 | -1, integer: boolean): ExactBound {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return sureOfLarge(value, exclusive, inward)
  if (!exclusive || integer) return { value, exclusive }
  // 89.9999999999999999 is below 90, and is 90 to who has doubles.
  return { value: value === 0 ? inward * smallest : nextDouble(value, inward), exclusive: false }
}

/**
 * Beyond 2^53 a schema's digits are lost when it is read: 9223372036854775807 becomes 2^63. What was written lies within
 * half the distance to the next double. Powers of two are the ends of integer types, and mean one less.
 */
function sureOfLarge(value: number, exclusive: boolean, inward: 1 | -1): ExactBound {
  const exact = BigInt(value)
  const bits = (exact < 0n ? -exact : exact).toString(2)
  if (Math.sign(value) !== inward && bits.lastIndexOf('1') === 0) return { value: exact, exclusive: true }
  const half = 2n ** BigInt(bits.length - 54)
  return { value: exact + BigInt(inward) * half, exclusive }
}

/** The double beside another one that is not 0. */
function nextDouble(value: number, direction: 1 | -1): number {
  const bits = new BigInt64Array(new Float64Array([value]).buffer)
  bits[0] = (bits[0] ?? 0n) + BigInt(Math.sign(value) * direction)
  return new Float64Array(bits.buffer)[0] ?? value
}

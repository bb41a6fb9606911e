import type { Bound } from './shape.ts'

/** A bound that may need more digits than a double keeps. */
export interface ExactBound {
  readonly value: number | bigint
  readonly exclusive: boolean
}

// Closer to 0 nobody writes a number without an exponent, and 300 zeros would take 300 states.
const smallest = 1e-30

/**
 * A bound that every reader agrees on, whether it computes with exact decimals or with doubles: a number beyond it
 * satisfies the original bound for both. `inward` is 1 for a minimum, -1 for a maximum.
 */
export function sureBound({ value, exclusive }: Bound, inward: 1 | -1, integer: boolean): ExactBound {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return sureOfLarge(value, exclusive, inward)
  if (!exclusive || integer) return { value, exclusive }
  // 89.9999999999999999 is below 90, but a reader with doubles takes it for 90.
  return { value: value === 0 ? inward * smallest : nextDouble(value, inward), exclusive: false }
}

/**
 * Beyond 2^53 the last digits of a bound are lost when the schema is read: 9223372036854775807 becomes 2^63. The number
 * in the schema differs by at most half the distance to the next double. An outer bound that is a power of two is taken
 * for the end of an integer type, which is one closer to 0.
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

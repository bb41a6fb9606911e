/** A small seeded source of numbers, so that files made for tests are the same on every machine. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  uniform(): number
  /** Standard normal: mean 0, deviation 1. */
  normal(): number
}

/** Starts a sequence from `seed`. A Weyl counter through a 32-bit avalanche: ample for weights, not for secrets. */
export function seededRandom(seed: number): SeededRandom {
  let counter = seed | 0
  const uniform = (): number => {
    counter = (counter + 0x9e3779b9) | 0
    let bits = counter
    bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad)
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32
  }
  return {
    uniform,
    // Box and Muller; 1 - u keeps the logarithm away from zero.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  }
}

// llama.cpp reads this seed as "draw one from the clock".
const reserved = 0xffff_ffff

/**
 * Folds any number into a seed of 32 bits, the same one each time; `choice` moves it, so that the choices of one
 * request differ. All 53 bits of the number count (splitmix-style mixing).
 */
export function seedFor(seed: number, choice: number): number {
  const high = Math.floor(seed / 0x1_0000_0000)
  let state = mix(seed >>> 0) ^ mix((high >>> 0) ^ 0x9e37_79b9)
  state = mix((state + Math.imul(choice, 0x85eb_ca6b)) >>> 0)
  return state === reserved ? 0 : state
}

/** Draws a seed from the system's randomness. */
export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
}

function mix(value: number): number {
  let state = value
  state = Math.imul(state ^ (state >>> 16), 0x21f0_aaad)
  state = Math.imul(state ^ (state >>> 15), 0x735a_2d97)
  return (state ^ (state >>> 15)) >>> 0
}

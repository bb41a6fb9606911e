/** How many of the first `end` tokens at most `first` and `second` have in common. */
export function commonPrefix(first: Uint32Array, second: Uint32Array, end: number): number {
  const last = Math.min(first.length, second.length, end)
  let shared = 0
  while (shared < last && first[shared] === second[shared]) shared++
  return shared
}

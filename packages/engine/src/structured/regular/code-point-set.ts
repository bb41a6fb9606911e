/**
 * A set of Unicode scalar values as sorted, disjoint, inclusive ranges: `[low, high, low, high, …]`.
 * Surrogates are never members: a value that is written as UTF-8 cannot hold a lone one.
 */
export type CodePointSet = readonly number[]

export const noCodePoints: CodePointSet = []
export const anyCodePoint: CodePointSet = [0, 0xd7ff, 0xe000, 0x10ffff]

/** Makes a set of inclusive ranges given in any order; they may overlap. */
export function codePointSet(...ranges: readonly (readonly [low: number, high: number])[]): CodePointSet {
  const sorted = ranges.toSorted((a, b) => a[0] - b[0])
  const merged: number[] = []
  for (const [low, high] of sorted) {
    const last = merged.at(-1)
    if (last !== undefined && low <= last + 1) merged[merged.length - 1] = Math.max(last, high)
    else merged.push(low, high)
  }
  return intersection(merged, anyCodePoint)
}

/** The set of the characters of a text. */
export function charactersOf(text: string): CodePointSet {
  return codePointSet(
    ...Array.from(text, (character): [number, number] => [codePointOf(character), codePointOf(character)]),
  )
}

// Words step by single characters, and "any key but these" by all others: by far the most sets are of these two kinds.
const ones = Array.from({ length: 0x80 }, (_, codePoint): CodePointSet => [codePoint, codePoint])
const allButOnes = ones.map(complementOf)

/** The set of one character; for ASCII always the same object, so that what is found of it is found once. */
export function oneCodePoint(codePoint: number): CodePointSet {
  return ones[codePoint] ?? [codePoint, codePoint]
}

export function union(a: CodePointSet, b: CodePointSet): CodePointSet {
  if (a.length === 0) return b
  if (b.length === 0) return a
  return codePointSet(...pairs(a), ...pairs(b))
}

/** The characters of all these sets together. */
export function unionOf(sets: readonly CodePointSet[]): CodePointSet {
  return sets.reduce(union, noCodePoints)
}

export function intersection(a: CodePointSet, b: CodePointSet): CodePointSet {
  const both: number[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [aHigh, bHigh] = [at(a, i + 1), at(b, j + 1)]
    const low = Math.max(at(a, i), at(b, j))
    const high = Math.min(aHigh, bHigh)
    if (low <= high) both.push(low, high)
    if (aHigh < bHigh) i += 2
    else j += 2
  }
  return both
}

/** All characters that are not in the set; for one of ASCII always the same object. */
export function complement(set: CodePointSet): CodePointSet {
  const [low, high] = set
  return (set.length === 2 && low === high && allButOnes[low ?? 0]) || complementOf(set)
}

function complementOf(set: CodePointSet): CodePointSet {
  const gaps: number[] = []
  let next = 0
  for (let i = 0; i < set.length; i += 2) {
    if (at(set, i) > next) gaps.push(next, at(set, i) - 1)
    next = at(set, i + 1) + 1
  }
  if (next <= 0x10ffff) gaps.push(next, 0x10ffff)
  return intersection(gaps, anyCodePoint)
}

export function difference(a: CodePointSet, b: CodePointSet): CodePointSet {
  return intersection(a, complement(b))
}

export function contains(set: CodePointSet, codePoint: number): boolean {
  for (let i = 0; i < set.length; i += 2) if (codePoint <= at(set, i + 1)) return codePoint >= at(set, i)
  return false
}

export function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0
}

function pairs(set: CodePointSet): [number, number][] {
  const result: [number, number][] = []
  for (let i = 0; i < set.length; i += 2) result.push([at(set, i), at(set, i + 1)])
  return result
}

// Indices come from the loops above, which stay inside: the fallback is never taken.
function at(set: CodePointSet, index: number): number {
  return set[index] ?? 0
}

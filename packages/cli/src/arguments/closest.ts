/** Finds what a misspelt word most likely meant. */

/**
 * The candidate nearest to `word`: one it is a beginning of (`temp` for `temperature`), or one within `limit` slips.
 * A slip is a letter missing, added, changed, or two neighbours swapped. By default a third of the word's length, at
 * least one, so that short words do not match everything.
 */
export function closest(
  word: string,
  candidates: Iterable<string>,
  limit: number = Math.max(1, Math.floor(word.length / 3)),
): string | undefined {
  let best: string | undefined
  let fewest = limit + 1
  for (const candidate of candidates) {
    const slips = word.length > 1 && candidate.startsWith(word) ? 0.5 : countSlips(word.toLowerCase(), candidate)
    if (slips < fewest) [best, fewest] = [candidate, slips]
  }
  return best
}

/** Optimal string alignment distance. */
export function countSlips(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let slips = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1))
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, at(beforeLast, j - 2) + 1)
      row.push(slips)
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}

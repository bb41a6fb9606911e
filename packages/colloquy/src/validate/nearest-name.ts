/**
 * The known name a mistyped one was likely meant to be, or undefined. `maxTokens` finds `max_tokens`; otherwise one
 * slip in three letters is forgiven, a swap of neighbours counting as one.
 */
export function nearestName(typed: string, known: readonly string[]): string | undefined {
  // Names are short; comparing a long one would cost time and find nothing.
  if (typed.length > 48) return undefined
  const plain = plainName(typed)
  let nearest: string | undefined
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1
  for (const name of known) {
    const distance = plainName(name) === plain ? 0 : editDistance(typed, name)
    if (distance < least) {
      nearest = name
      least = distance
    }
  }
  return nearest
}

function plainName(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase()
}

/** Optimal string alignment distance, three rows at a time. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return at(last, to.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}

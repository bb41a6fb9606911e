import { isRecord } from '../is-record.ts'
import type { CompletionUsage } from '../protocol/index.ts'

/** Sums what answers cost, with all details, those of vendors too. */
export function addUsage(
  sum: CompletionUsage | undefined,
  usage: CompletionUsage | null | undefined,
): CompletionUsage | undefined {
  if (!usage) return sum
  const total: CompletionUsage = structuredClone(usage)
  if (sum) addCounts(total, sum)
  return total
}

function addCounts(target: object, counts: object): void {
  if (!isRecord(target) || !isRecord(counts)) return
  for (const [key, count] of Object.entries(counts)) {
    const before = target[key]
    if (typeof count === 'number') target[key] = count + (typeof before === 'number' ? before : 0)
    else if (isRecord(count) && isRecord(before)) addCounts(before, count)
    else target[key] ??= count
  }
}

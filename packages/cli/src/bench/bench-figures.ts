import type { BenchOutcome } from './bench-run.ts'

/** What the answers of an endpoint come to. Times are milliseconds. */
export interface BenchFigures {
  readonly answers: number
  readonly errors: number
  readonly firstToken: Spread
  readonly betweenTokens: Spread
  /** Output tokens a second of one answer, after its first token; undefined where the server does not count them. */
  readonly tokensPerSecond: number | undefined
  /** Output tokens a second of all answers together. */
  readonly throughput: number | undefined
}

/** The middle, and what nineteen of twenty stay below. */
export interface Spread {
  readonly median: number
  readonly p95: number
}

/** Sums up. */
export function benchFigures({ answers, errors, whole }: BenchOutcome): BenchFigures {
  const counted = answers.filter(({ outputTokens }) => outputTokens !== undefined && outputTokens > 1)
  const rates = counted.map((answer) => ((answer.outputTokens ?? 0) - 1) / ((answer.whole - answer.firstToken) / 1000))
  const total = counted.reduce((sum, { outputTokens }) => sum + (outputTokens ?? 0), 0)
  return {
    answers: answers.length,
    errors: errors.length,
    firstToken: spread(answers.map(({ firstToken }) => firstToken)),
    betweenTokens: spread(answers.flatMap(({ gaps }) => gaps)),
    tokensPerSecond: counted.length === 0 ? undefined : quantile(rates, 0.5),
    throughput: counted.length === 0 || whole <= 0 ? undefined : total / (whole / 1000),
  }
}

function spread(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), p95: quantile(values, 0.95) }
}

// The value at that place of the sorted list; no interpolation, so each figure is one that was measured.
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

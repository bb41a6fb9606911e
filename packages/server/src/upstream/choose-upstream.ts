import { spread, textHash } from './text-hash.ts'

/** What the choice looks at. */
export interface Candidate {
  readonly name: string
  /** Its share of the requests, relative to the others. */
  readonly weight: number
  /** Requests it answers at the moment. */
  readonly running: number
}

/**
 * How far a conversation's own upstream may be busier than its fair share before another one takes the turn: reading
 * a prompt again costs less than waiting behind a crowd. 1.25 is the bound that the paper on consistent hashing with
 * bounded loads (Mirrokni et al., 2018) recommends.
 */
const boundedLoad = 1.25

/**
 * Chooses for a request: the upstream that has its conversation, or else that its first message hashes to, unless that
 * one is too busy; then the least busy. Pure. Undefined where there is no candidate.
 *
 * @param prefix Hash of the conversation's beginning.
 * @param home Where its last turn was answered, if known.
 */
export function chooseUpstream<C extends Candidate>(candidates: readonly C[], prefix: number, home?: C): C | undefined {
  if (candidates.length < 2) return candidates[0]
  const preferred = home !== undefined && candidates.includes(home) ? home : rendezvous(candidates, prefix)
  return preferred === undefined || isCrowded(preferred, candidates) ? leastBusy(candidates) : preferred
}

/**
 * Highest random weight: every process that knows the same names chooses alike, and when one upstream goes, only its
 * own conversations move.
 */
function rendezvous<C extends Candidate>(candidates: readonly C[], prefix: number): C | undefined {
  return highest(candidates, ({ name, weight }) => -weight / Math.log(spread(textHash(name, prefix))))
}

function leastBusy<C extends Candidate>(candidates: readonly C[]): C | undefined {
  return highest(candidates, ({ running, weight }) => -(running + 1) / weight)
}

function isCrowded({ running, weight }: Candidate, candidates: readonly Candidate[]): boolean {
  let requests = 1
  let weights = 0
  for (const candidate of candidates) {
    requests += candidate.running
    weights += candidate.weight
  }
  return running + 1 > Math.ceil((boundedLoad * requests * weight) / weights)
}

function highest<C>(candidates: readonly C[], score: (candidate: C) => number): C | undefined {
  let best: C | undefined
  let bestScore = -Infinity
  for (const candidate of candidates) {
    const own = score(candidate)
    if (own > bestScore) [best, bestScore] = [candidate, own]
  }
  return best
}

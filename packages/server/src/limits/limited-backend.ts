import { RateLimitError, type ChatBackend, type Clock, type CompleteContext } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import type { KeyRecord } from '../keys/key-record.ts'
import type { LimitStore } from '../store/limit-store.ts'
import { renewEvery } from '../store/renew-every.ts'
import { estimateTokens } from './estimate-tokens.ts'
import { rateHeaders } from './rate-headers.ts'
import { usageCounter, usageDay } from './usage-counter.ts'

/** What limiting needs beside the key. */
export interface LimitingOptions {
  readonly clock: Clock
  /** The time of day, in milliseconds since 1970. */
  readonly now: () => number
  /** Told of the headers that say what is left, before the first chunk. */
  readonly onLimits: (headers: readonly [string, string][]) => void
  /** Told where the cost of an answer could not be counted. */
  readonly onError: (error: unknown) => void
}

/** A place among the running answers of a key is freed this long after the last sign of life of its holder. */
const lease = 60_000

/**
 * The same backend within the limits of a key, which all servers of the store share. Throws `RateLimitError` before the
 * backend is asked. What an answer cost is counted when it is over, however it ended; where the store is away by then, it is
 * not counted, and the answer, which is whole, stands.
 */
export function limitedBackend(
  backend: ChatBackend,
  limits: LimitStore,
  key: KeyRecord,
  options: LimitingOptions,
): ChatBackend {
  return {
    models: () => backend.models(),
    complete: (request, context) => limitedAnswer(backend, limits, { ...options, key, request, context }),
  }
}

interface LimitedAnswerOptions extends LimitingOptions {
  readonly key: KeyRecord
  readonly request: ChatCompletionRequest
  readonly context: CompleteContext
}

async function* limitedAnswer(
  backend: ChatBackend,
  limits: LimitStore,
  { key, request, context, clock, now, onLimits, onError }: LimitedAnswerOptions,
): AsyncGenerator<ChatCompletionChunk, void> {
  const { rpm, tpm, parallel, budget } = key.limits
  const estimate = estimateTokens(request)
  const headers: [string, string][] = []
  if (budget !== undefined) {
    const spent = await limits.counted(usageCounter(key.id, 'tokens'), usageDay(now(), budget.period))
    if (spent >= budget.tokens) throw budgetSpent(budget)
  }
  const requests = rpm === undefined ? undefined : { name: `${key.id}/rpm`, capacity: rpm }
  if (requests !== undefined) {
    const { taken, level } = await limits.take(requests, 1)
    headers.push(...rateHeaders('requests', requests, level))
    if (!taken) {
      onLimits(headers)
      throw tooMany('requests', requests.capacity, level, 1)
    }
  }
  const tokens = tpm === undefined ? undefined : { name: `${key.id}/tpm`, capacity: tpm }
  if (tokens !== undefined) {
    const { taken, level } = await limits.take(tokens, estimate.total)
    headers.push(...rateHeaders('tokens', tokens, level))
    if (!taken) {
      onLimits(headers)
      if (requests !== undefined) await limits.give(requests, 1)
      throw tooMany('tokens', tokens.capacity, level, estimate.total)
    }
  }
  onLimits(headers)
  let cost = 0
  const token = crypto.randomUUID()
  const room = `${key.id}/parallel`
  try {
    if (parallel !== undefined && !(await limits.enter(room, token, parallel, lease))) {
      if (requests !== undefined) await limits.give(requests, 1)
      const run = parallel === 1 ? 'answer of this key runs' : 'answers of this key run'
      throw new RateLimitError(`${parallel} ${run} already, which is its limit. Try again later.`, {
        type: 'requests',
        retryAfter: 1,
      })
    }
    const stop =
      parallel === undefined ? () => undefined : renewEvery(lease / 3, clock, () => limits.stay(room, token, lease))
    try {
      for await (const chunk of backend.complete(request, context)) {
        // A chunk is about a token; where the backend counts, its count replaces this.
        cost = chunk.usage?.total_tokens ?? Math.max(cost, estimate.prompt) + 1
        yield chunk
      }
    } finally {
      stop()
      if (parallel !== undefined) await limits.leave(room, token).catch(onError)
    }
  } finally {
    const settle = async (): Promise<void> => {
      if (tokens !== undefined) await limits.give(tokens, estimate.total - cost)
      const day = usageDay(now(), 'day')
      await limits.count(usageCounter(key.id, 'tokens'), day, cost)
      await limits.count(usageCounter(key.id, 'requests'), day, 1)
    }
    await settle().catch(onError)
  }
}

function budgetSpent({ tokens, period }: { tokens: number; period: string }): RateLimitError {
  return new RateLimitError(
    `This key has spent its budget of ${tokens} tokens a ${period}. Ask the operator for more.`,
    {
      code: 'insufficient_quota',
    },
  )
}

/** OpenAI's words and its `type`, which names what there were too many of. */
function tooMany(kind: 'requests' | 'tokens', limit: number, level: number, wanted: number): RateLimitError {
  if (wanted > limit) {
    return new RateLimitError(
      `The request is too large for the ${kind} a minute of this key: the limit is ${limit}, and it asks for ${wanted}.`,
      { type: kind },
    )
  }
  const seconds = ((wanted - level) / limit) * 60
  const used = Math.max(0, Math.ceil(limit - level))
  return new RateLimitError(
    `Rate limit reached on ${kind} a minute: limit ${limit}, used ${used}, requested ${wanted}. Try again in ${seconds.toFixed(1)} s.`,
    { type: kind, retryAfter: seconds },
  )
}

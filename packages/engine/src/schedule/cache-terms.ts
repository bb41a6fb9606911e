import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'

/** How a request's prompt is kept for later ones that start alike. */
export interface CacheTerms {
  /** False: nothing is taken from kept prompts, and nothing of this one is kept. */
  readonly use: boolean
  /** Requests with the same key take each other's places rather than those of other keys. */
  readonly key: string | undefined
  /**
   * For so many milliseconds after its last use, requests with another key leave this prompt in place if they find
   * another slot.
   */
  readonly lifetime: number
  /** Milliseconds after its last use from which on it is not reused any more. */
  readonly retention: number
}

const minute = 60_000
const hour = 60 * minute

/**
 * Reads `prompt_cache_key`, `prompt_cache_options` and `prompt_cache_retention`. The engine reuses any beginning that
 * two prompts share, so breakpoints in the messages only set how long it is kept. `mode: "explicit"` with breakpoints
 * asks to reuse exactly up to them, which the engine cannot do: throws `unsupported_value`. `explicit` without
 * breakpoints means no caching, and that is what it gets.
 */
export function cacheTerms(request: ChatCompletionRequest): CacheTerms {
  const ttls = breakpointLifetimes(request)
  const explicit = request.prompt_cache_options?.mode === 'explicit'
  if (explicit && ttls.length > 0) {
    throw new InvalidRequestError(
      'This engine reuses whatever prompts have in common, not exactly up to breakpoints: leave ' +
        '`prompt_cache_options.mode` at "implicit", or leave the breakpoints out to have nothing reused.',
      { code: 'unsupported_value', param: 'prompt_cache_options.mode' },
    )
  }
  return {
    use: !explicit,
    key: request.prompt_cache_key ?? undefined,
    lifetime: ttls.includes('12h') ? 12 * hour : 30 * minute,
    retention: retentions[request.prompt_cache_retention ?? ''] ?? Infinity,
  }
}

// What the published guide gives as the longest time for each.
const retentions: Readonly<Record<string, number>> = { in_memory: hour, '24h': 24 * hour }

function breakpointLifetimes({ messages }: ChatCompletionRequest): string[] {
  const parts = messages.flatMap(({ content }) => (Array.isArray(content) ? content : []))
  return parts.flatMap((part) => {
    const breakpoint = 'prompt_cache_breakpoint' in part ? part.prompt_cache_breakpoint : undefined
    return breakpoint === undefined || breakpoint === null ? [] : [breakpoint.ttl ?? '30m']
  })
}

import type { AnswerRecord } from './answer-record.ts'

/** Figures of an answer, ready to show. */
export interface AnswerStats {
  /** Milliseconds until the first piece came. */
  readonly firstToken?: number | undefined
  /** Tokens a second after the first; undefined for answers too short to tell. */
  readonly tokensPerSecond?: number | undefined
  readonly promptTokens?: number | undefined
  /** Of the prompt, how many were in the cache. */
  readonly cachedTokens?: number | undefined
  readonly completionTokens?: number | undefined
  readonly reasoningTokens?: number | undefined
  /** How full the model's context is with it, 0 to 1. */
  readonly contextShare?: number | undefined
}

/** Speed and tokens of an answer, as far as its usage tells. */
export function answerStats({ completion, times, contextSize }: AnswerRecord): AnswerStats {
  const usage = completion?.usage
  const tokens = usage?.completion_tokens
  const { sent, first, end } = times
  const seconds = first === undefined ? 0 : (end - first) / 1000
  return {
    firstToken: first === undefined ? undefined : first - sent,
    // The first token's time is that of the prompt; the rest took the rest.
    tokensPerSecond: tokens === undefined || tokens < 2 || seconds <= 0 ? undefined : (tokens - 1) / seconds,
    promptTokens: usage?.prompt_tokens,
    cachedTokens: usage?.prompt_tokens_details?.cached_tokens,
    completionTokens: tokens,
    reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens,
    contextShare: usage && contextSize ? usage.total_tokens / contextSize : undefined,
  }
}

/** The figures as one line; empty where there are none. */
export function statsLine(stats: AnswerStats): string {
  const { firstToken, tokensPerSecond, promptTokens, cachedTokens, completionTokens, reasoningTokens, contextShare } =
    stats
  const cached = cachedTokens ? ` (${cachedTokens} cached)` : ''
  const reasoning = reasoningTokens ? ` (${reasoningTokens} reasoning)` : ''
  const parts = [
    firstToken === undefined ? '' : `first token ${milliseconds(firstToken)}`,
    tokensPerSecond === undefined ? '' : `${tokensPerSecond.toFixed(tokensPerSecond < 10 ? 1 : 0)} tokens/s`,
    promptTokens === undefined ? '' : `${promptTokens}${cached} in`,
    completionTokens === undefined ? '' : `${completionTokens}${reasoning} out`,
    contextShare === undefined ? '' : `${contextShare < 0.01 ? '<1' : Math.round(contextShare * 100)} % of context`,
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

/** A time for people: 48 ms, 1.20 s. */
export function milliseconds(time: number): string {
  return time < 1000 ? `${Math.round(time)} ms` : `${(time / 1000).toFixed(2)} s`
}

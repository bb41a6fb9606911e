import { AbortError, InvalidRequestError, type Clock } from 'colloquy'
import { directResponse } from '../answer/direct-response.ts'
import { sha256 } from '../sha256.ts'
import type { ClaimedKey, IdempotencyStore, KeptAnswer } from '../store/idempotency-store.ts'
import { ClaimedAnswer, idempotencyTimes } from './claimed-answer.ts'

/** What is asked under which key. */
export interface ClaimAnswerOptions {
  readonly owner: string
  readonly key: string
  /** The request; the same one must come again with the key. */
  readonly request: unknown
  readonly signal: AbortSignal
  readonly clock: Clock
}

/**
 * Claims the answer of an idempotency key. Where somebody else is at it, here or on another server of the same store,
 * waits for what comes of it. Throws `InvalidRequestError` where the key was used for another request.
 */
export async function claimAnswer(
  store: IdempotencyStore,
  { owner, key, request, signal, clock }: ClaimAnswerOptions,
): Promise<ClaimedAnswer | KeptAnswer> {
  const claimed: ClaimedKey = { owner, key, token: crypto.randomUUID() }
  const fingerprint = await sha256(JSON.stringify(request))
  for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
    const claim = await store.claim(claimed, fingerprint, idempotencyTimes.lease)
    if (claim.state === 'claimed') return new ClaimedAnswer(store, claimed, clock)
    if (claim.fingerprint !== fingerprint) {
      // 400 and not 409, which clients try again.
      throw new InvalidRequestError('This `idempotency-key` was used for another request. Take a new key.', {
        code: 'idempotency_key_reused',
        param: 'idempotency-key',
      })
    }
    if (claim.state === 'answered') return claim.answer
    await pauseFor(pause, signal, clock)
  }
}

/** An answer given before, said to be that. */
export function replay({ status, contentType, body }: KeptAnswer): Response {
  return directResponse(body, { status, headers: { 'content-type': contentType, 'idempotent-replayed': 'true' } })
}

function pauseFor(milliseconds: number, signal: AbortSignal, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      cancel()
      reject(new AbortError(undefined, { cause: signal.reason }))
    }
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', leave)
      resolve()
    })
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
}

import type { ChatCompletionRequest } from 'colloquy/protocol'

import { cacheTerms, type CacheTerms } from './cache-terms.ts'
import { serviceLevel } from './service-level.ts'
import type { Waiter } from './waiting-line.ts'

/** On what terms a request is served, whatever it asks. */
export interface RequestTerms extends Waiter {
  readonly cache: CacheTerms
}

/** Reads who asks (`safety_identifier`, or its older name `user`), how urgently (`service_tier`), and how the prompt is kept. */
export function requestTerms(request: ChatCompletionRequest): RequestTerms {
  return {
    level: serviceLevel(request.service_tier),
    user: request.safety_identifier ?? request.user ?? undefined,
    cache: cacheTerms(request),
  }
}

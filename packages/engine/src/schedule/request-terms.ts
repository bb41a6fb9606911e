import type { ChatCompletionRequest } from 'colloquy/protocol'

import { serviceLevel } from './service-level.ts'
import type { Waiter } from './waiting-line.ts'

/** On what terms a request is served, whatever it asks. */
export type RequestTerms = Waiter

/** Reads who asks, and how urgently: `service_tier`, and `safety_identifier` or its older name `user`. */
export function requestTerms(request: ChatCompletionRequest): RequestTerms {
  return {
    level: serviceLevel(request.service_tier),
    user: request.safety_identifier ?? request.user ?? undefined,
  }
}

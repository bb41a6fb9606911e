import type { ChatCompletionRequest, ServiceTier } from 'colloquy/protocol'

import { serviceLevel } from '../schedule/service-level.ts'

/** What all chunks of one completion have in common. */
export interface CompletionHead {
  id: string
  created: number
  model: string
  system_fingerprint: string
  service_tier?: ServiceTier
  /** A field of ours: how many of the oldest messages were left out, where the engine is told to leave some out. */
  dropped_messages?: number
}

/** What a head depends on besides the request. */
export interface CompletionHeadOptions {
  /** The model's canonical name: the one that answers, whatever alias was asked for. */
  model: string
  fingerprint: string
  /** Unix milliseconds. */
  now: number
  /** Messages that were left out of the prompt. */
  dropped: number
}

/** Makes the head of one completion: a new id, the time, the model that answers. When asked for a `service_tier`, it tells the one used. */
export function completionHead(request: ChatCompletionRequest, options: CompletionHeadOptions): CompletionHead {
  return {
    id: `chatcmpl-${crypto.randomUUID().replaceAll('-', '')}`,
    created: Math.floor(options.now / 1000),
    model: options.model,
    system_fingerprint: options.fingerprint,
    ...(options.dropped === 0 ? {} : { dropped_messages: options.dropped }),
    ...(request.service_tier === undefined || request.service_tier === null
      ? {}
      : { service_tier: serviceLevel(request.service_tier) }),
  }
}

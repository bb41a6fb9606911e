import type { ChatCompletionRequest } from 'colloquy/protocol'

/** How a request is served: before the others, among them, or when there is room. */
export type ServiceLevel = 'priority' | 'default' | 'flex'

/** Service levels, most urgent first. */
export const serviceLevels: readonly ServiceLevel[] = ['priority', 'default', 'flex']

/**
 * Reads `service_tier`: `priority`, or `fast`, its other name, is served first and `flex` last; anything else is
 * `default`. The answer reports this name, as the published schema has it.
 */
export function serviceLevel(tier: ChatCompletionRequest['service_tier']): ServiceLevel {
  if (tier === 'priority' || tier === 'fast') return 'priority'
  return tier === 'flex' ? 'flex' : 'default'
}

import type { ReasoningEffort } from 'colloquy/protocol'

// Tokens; each step is four times the one before.
const limits: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 256,
  low: 1024,
  medium: 4096,
  high: 16_384,
  xhigh: 65_536,
}

/**
 * The most tokens of reasoning that an effort allows: `none` 0, `minimal` 256, `low` 1024, `medium` 4096, `high` 16,384,
 * `xhigh` 65,536. Without an effort, and for `max`, the model reasons until it is done or its tokens are used up.
 */
export function reasoningLimit(effort: ReasoningEffort | undefined): number {
  return effort === undefined ? Infinity : (limits[effort] ?? Infinity)
}

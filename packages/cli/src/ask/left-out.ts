import type { ChatCompletion } from 'colloquy/protocol'

/**
 * A remark where the engine left out oldest messages to make the rest fit (`--context-overflow drop-oldest`), which it
 * tells in `dropped_messages` of the answer.
 */
export function leftOut(completion: ChatCompletion): string | undefined {
  const count: unknown = Object.entries(completion).find(([name]) => name === 'dropped_messages')?.[1]
  if (typeof count !== 'number' || count < 1) return undefined
  const [what, did] = count === 1 ? ['message', 'was'] : [`${count} messages`, 'were']
  return `The oldest ${what} did not fit into the context and ${did} left out.`
}

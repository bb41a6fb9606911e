import type { ModelRoute } from '@colloquy/server'
import { UsageError } from '../arguments/usage-error.ts'

/** Reads aliases (`NAME=MODEL`) and fallbacks (`MODEL=OTHER[,OTHER…]`) into one table. Throws UsageError. */
export function parseModelRoutes(
  aliases: readonly string[] = [],
  fallbacks: readonly string[] = [],
): Record<string, ModelRoute> {
  const routes: Record<string, ModelRoute> = {}
  for (const text of aliases) {
    const [name, use] = sides('--alias', text)
    if (routes[name]?.use !== undefined) throw givenTwice('--alias', name)
    routes[name] = { ...routes[name], use }
  }
  for (const [name, { use = '' }] of Object.entries(routes)) {
    if (use === name || routes[use]?.use === undefined) continue
    throw new UsageError(`--alias ${name}=${use} points to an alias.`, {
      command: 'serve',
      advice: `Write the model itself: --alias ${name}=${routes[use].use}.`,
    })
  }
  for (const text of fallbacks) {
    const [name, others] = sides('--fallback', text)
    if (routes[name]?.fallback !== undefined) throw givenTwice('--fallback', name)
    routes[name] = { ...routes[name], fallback: others.split(',').map((other) => other.trim()) }
  }
  return routes
}

function sides(flag: string, text: string): [string, string] {
  const [, left, right] = /^([^=]+)=(.+)$/u.exec(text) ?? []
  if (left !== undefined && right !== undefined) return [left, right]
  throw new UsageError(`${flag} is "${text}"; it must be two names with = between them.`, { command: 'serve' })
}

// Of two, one would be dropped without a word.
function givenTwice(flag: string, name: string): UsageError {
  const advice = flag === '--fallback' ? 'Write all of its models in one, with commas between them.' : undefined
  return new UsageError(`${flag} is given twice for "${name}".`, { command: 'serve', advice })
}

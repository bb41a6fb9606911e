/** The facts of a model for people: a line each, unknown ones left away. */
import { printableLine } from '../terminal/printable.ts'
import { byteSize, count } from '../terminal/quantity.ts'
import type { ModelFacts } from './model-facts.ts'

export function factsText(facts: ModelFacts): string {
  const { size, parameters, context_length, kv_bytes_per_token } = facts
  const rows: readonly (readonly [string, string | null])[] = [
    ['Model', facts.model],
    ['Title', facts.title],
    ['Architecture', facts.architecture],
    ['Parameters', parameters === null ? null : weights(parameters)],
    ['Quantisation', facts.quantisation],
    ['Context', context_length === null ? null : `${count(context_length)} tokens`],
    ['KV cache', kv_bytes_per_token === null ? null : `${byteSize(kv_bytes_per_token)} a token`],
    ['Chat template', facts.chat_template],
    ['Licence', facts.licence],
    ['Size', size === null ? null : byteSize(size)],
    ['File', facts.path ?? `not downloaded; get it with: colloquy pull ${facts.model}`],
    ['SHA-256', facts.sha256],
    ['Source', facts.source],
  ]
  return rows.map(([name, value]) => (value === null ? '' : `${name.padEnd(15)}${printableLine(value)}\n`)).join('')
}

function weights(parameters: number): string {
  if (parameters >= 1e9) return `${(parameters / 1e9).toFixed(2)} billion`
  return parameters >= 1e6 ? `${Math.round(parameters / 1e6)} million` : count(parameters)
}

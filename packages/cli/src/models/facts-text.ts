import { printableLine } from '../terminal/printable.ts'
import { byteSize, count } from '../terminal/quantity.ts'
import type { ModelFacts } from './model-facts.ts'

/** The facts of a model for people: a line each, unknown ones left away. */
export function factsText(facts: ModelFacts): string {
  const { size, parameters, contextLength, kvBytesPerToken } = facts
  const rows: readonly (readonly [string, string | null])[] = [
    ['Model', facts.model],
    ['Title', facts.title],
    ['Architecture', facts.architecture],
    ['Parameters', parameters === null ? null : weights(parameters)],
    ['Quantisation', facts.quantisation],
    ['Context', contextLength === null ? null : `${count(contextLength)} tokens`],
    ['KV cache', kvBytesPerToken === null ? null : `${byteSize(kvBytesPerToken)} a token`],
    ['Chat template', facts.chatTemplate],
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

import type { KeyLimits } from '@colloquy/server'
import type { OptionValues } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { keysOptions } from '../commands/options.ts'

/** The limits after the flags: what was not given stays, 0 takes a limit away. */
export function changedLimits(before: KeyLimits, options: OptionValues<typeof keysOptions>): KeyLimits {
  const changed: Record<string, KeyLimits[keyof KeyLimits]> = { ...before }
  for (const name of ['rpm', 'tpm', 'parallel'] as const) {
    const value = options[name]
    if (value === undefined) continue
    if (value < 0) throw new UsageError(`--${name} is ${value}; it must not be negative.`, { command: 'keys' })
    changed[name] = value
  }
  if (options.budget !== undefined) changed['budget'] = readBudget(options.budget)
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== 0 && value !== undefined))
}

/** The limits in a few words. */
export function limitsText({ rpm, tpm, parallel, budget }: KeyLimits): string {
  const parts = [
    rpm === undefined ? [] : `${rpm} requests/min`,
    tpm === undefined ? [] : `${tpm} tokens/min`,
    parallel === undefined ? [] : `${parallel} at once`,
    budget === undefined ? [] : `${budget.tokens} tokens/${budget.period}`,
  ].flat()
  return parts.length === 0 ? 'no limits' : parts.join(', ')
}

function readBudget(text: string): KeyLimits['budget'] {
  if (text === '0') return undefined
  const [, tokens, period] = /^([1-9]\d{0,14})\/(day|month)$/u.exec(text) ?? []
  if (period === 'day' || period === 'month') return { tokens: Number(tokens), period }
  throw new UsageError(`--budget is "${text}"; it must be tokens a day or a month.`, {
    command: 'keys',
    advice: 'For example --budget 1000000/month; 0 removes the budget.',
  })
}

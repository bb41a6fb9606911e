import { derivative } from './derivative.ts'
import type { Expression, Expressions } from './expression.ts'

/** Whether a text belongs to a language. */
export function accepts(make: Expressions, language: Expression, text: string): boolean {
  let rest = language
  for (const character of text) rest = derivative(make, rest, character.codePointAt(0) ?? 0)
  return rest.nullable
}

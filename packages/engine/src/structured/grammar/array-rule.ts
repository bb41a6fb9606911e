import { SchemaRefusal } from '../schema-refusal.ts'
import type { ArrayAlternative } from '../shape/shape.ts'
import { ArrayWalk } from './array-walk.ts'
import type { SchemaGrammar } from './schema-grammar.ts'
import { uniqueItemsRule } from './unique-items-rule.ts'

// As many as llama.cpp repeats a rule.
const mostItems = 2000

/** A rule for the arrays an alternative allows; undefined where there are none. */
export function arrayRule(grammar: SchemaGrammar, array: ArrayAlternative, pointer: string): string | undefined {
  if (array.unique && array.max > 1) return uniqueItemsRule(grammar, array, pointer)
  if (array.contains.length > 0) return new ArrayWalk(grammar, array, pointer).rule()
  const rest = grammar.rule(array.rest)
  const items: string[] = []
  for (const item of array.prefix.slice(0, array.max)) {
    const rule = grammar.rule(item)
    if (rule === undefined) break
    items.push(rule)
  }
  // Where an item cannot exist, the array must end before it.
  const isCut = items.length < Math.min(array.prefix.length, array.max)
  const allowed = isCut || rest === undefined ? Math.min(array.max, items.length) : array.max
  if (array.min > allowed) return undefined
  if (array.min > mostItems) throw new SchemaRefusal(pointer, `at most ${mostItems} items can be counted`)
  // Who may write ten thousand items need not: a higher limit is kept by a lower one.
  const max = allowed < Infinity ? Math.min(allowed, mostItems) : allowed
  return grammar.writer.rule(`"[" ${itemsFrom(grammar, items, rest, array.min, max, 0)}`)
}

/** What may follow the first `count` items, the closing bracket included. */
function itemsFrom(
  grammar: SchemaGrammar,
  items: readonly string[],
  rest: string | undefined,
  min: number,
  max: number,
  count: number,
): string {
  if (count >= max) return '"]"'
  const close = count >= min ? ' | "]"' : ''
  const { comma } = grammar.words
  const separator = count === 0 ? '' : `${comma} `
  const item = items[count]
  if (item !== undefined) return `(${separator}${item} ${itemsFrom(grammar, items, rest, min, max, count + 1)}${close})`
  const more = `${comma} ${rest}`
  const [least, most] = [Math.max(0, min - count), max - count]
  if (count > 0) return `${repeated(grammar, more, least, most)} "]"`
  return `(${rest} ${repeated(grammar, more, Math.max(0, least - 1), most - 1)} "]"${close})`
}

function repeated(grammar: SchemaGrammar, body: string, min: number, max: number): string {
  if (max === 0) return ''
  return grammar.writer.repeated(grammar.writer.rule(body), min, max)
}

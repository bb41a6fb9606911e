import type { CodePointSet } from '../regular/code-point-set.ts'
import type { Expression } from '../regular/expression.ts'
import type { GrammarWriter } from './grammar-writer.ts'
import { writtenForms } from './json-string.ts'
import { BudgetExceeded } from '../work-budget.ts'

// llama.cpp writes a repetition out, and refuses more than 2,000 of them.
const smallestBlock = 64
// No context is as long, so a higher limit is as good as this one; a longer least length is refused.
const longest = 1_000_000

/** A number of characters out of one set. */
interface Run {
  readonly characters: CodePointSet
  readonly min: number
  readonly max: number
}

/** What a language asks for, where that is only a length and which characters there may be; undefined for others. */
export function plainRun({ form }: Expression): Run | undefined {
  if (form.kind === 'characters') return { characters: form.set, min: 1, max: 1 }
  if (form.kind !== 'repeat' || form.inner.form.kind !== 'characters') return undefined
  return { characters: form.inner.form.set, min: form.min, max: form.max }
}

/**
 * A rule for the JSON strings of such a run. It nests blocks of characters, so that 5,000 characters do not take 5,000
 * rules.
 */
export function plainStringRule(grammar: GrammarWriter, { characters, min, max }: Run): string {
  if (min > longest) throw new BudgetExceeded('characters in one string')
  const character = grammar.rule(writtenForms(characters).join(' | '))
  const exactly = counted(grammar, character, min)
  if (max === Infinity) return grammar.rule(`"\\"" ${exactly}${character}* "\\""`)
  return grammar.rule(`"\\"" ${exactly}${upTo(grammar, character, Math.min(max, longest) - min)}"\\""`)
}

function counted(grammar: GrammarWriter, character: string, count: number): string {
  if (count === 0) return ''
  if (count <= smallestBlock) return `${character}{${count}} `
  const rest = count % smallestBlock
  const full = grammar.rule(`${character}{${smallestBlock}}`)
  const blocks = counted(grammar, full, Math.floor(count / smallestBlock))
  return `${blocks}${rest > 0 ? `${character}{${rest}} ` : ''}`
}

/**
 * Full blocks, then less than one block. While a block is being read, only two readings are followed: it will be full,
 * or it is the last and shorter one.
 */
function upTo(grammar: GrammarWriter, character: string, count: number): string {
  if (count === 0) return ''
  if (count < smallestBlock) return `${character}{0,${count}} `
  const block = Math.max(smallestBlock, Math.ceil(Math.sqrt(count)))
  const full = grammar.rule(`${character}{${block}}`)
  const part = grammar.rule(`${character}{0,${block - 1}}`)
  let rest = grammar.rule(`${character}{0,${count % block}}`)
  for (let blocks = Math.floor(count / block); blocks > 0; blocks--) rest = grammar.rule(`${full} ${rest} | ${part}`)
  return `${rest} `
}

import { charactersOf, codePointOf, codePointSet } from '../regular/code-point-set.ts'
import type { Expression, Expressions } from '../regular/expression.ts'
import { parsePattern } from '../regular/parse-pattern.ts'
import { plainLanguage } from '../regular/pattern-language.ts'
import { LarkError, type LarkGrammar, type LarkNode } from './lark-node.ts'
import { isTerminal } from './parse-lark.ts'

/** Terminals as regular languages. A terminal may name others, but not itself. */
export class LarkTerminals {
  readonly #make: Expressions
  readonly #defined: LarkGrammar['terminals']
  readonly #known = new Map<string, Expression>()
  readonly #open = new Set<string>()

  constructor(make: Expressions, defined: LarkGrammar['terminals']) {
    this.#make = make
    this.#defined = defined
  }

  /** The texts of a terminal, named or written in its place. Throws `LarkError` where the empty text is one. */
  language(node: LarkNode): Expression {
    const language = this.#language(node)
    if (language.nullable) throw new LarkError('a terminal must not match the empty text')
    return language
  }

  #language(node: LarkNode): Expression {
    const make = this.#make
    switch (node.kind) {
      case 'text':
        return node.ignoreCase ? this.#anyCase(node.text) : make.text(node.text)
      case 'range':
        return make.characters(codePointSet([onlyCharacter(node.low), onlyCharacter(node.high)]))
      case 'pattern':
        return this.#pattern(node.source, node.flags)
      case 'name':
        return this.#named(node.name)
      case 'sequence':
        return make.sequence(...node.parts.map((part) => this.#language(part)))
      case 'either':
        return make.either(...node.parts.map((part) => this.#language(part)))
      case 'repeat':
        return make.repeat(this.#language(node.inner), node.min, node.max)
    }
  }

  #named(name: string): Expression {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const node = this.#defined.get(name)
    if (!isTerminal(name)) throw new LarkError(`a terminal cannot be made of the rule \`${name}\``)
    if (node === undefined) throw new LarkError(`\`${name}\` is not defined`)
    if (this.#open.has(name)) throw new LarkError(`the terminal \`${name}\` is made of itself`)
    this.#open.add(name)
    const language = this.#language(node)
    this.#known.set(name, language)
    return language
  }

  #pattern(source: string, flags: string): Expression {
    if (/[ilx]/.test(flags)) throw new LarkError(`the flags of /${source}/${flags} cannot be enforced`)
    const language = plainLanguage(this.#make, parsePattern(source, { dotAll: flags.includes('s') }))
    if (language === undefined) throw new LarkError(`anchors and look-ahead in /${source}/ cannot be enforced`)
    return language
  }

  #anyCase(text: string): Expression {
    const make = this.#make
    const cases = Array.from(text, (character) =>
      make.characters(
        charactersOf(oneOrTwo(character, character.toLowerCase()) + oneOrTwo(character, character.toUpperCase())),
      ),
    )
    return make.sequence(...cases)
  }
}

// The other case of a few letters is two letters; those stay as they are.
function oneOrTwo(character: string, other: string): string {
  return Array.from(other).length === 1 ? other : character
}

function onlyCharacter(text: string): number {
  if (Array.from(text).length !== 1) throw new LarkError(`a range goes from one character to another, not "${text}"`)
  return codePointOf(text)
}

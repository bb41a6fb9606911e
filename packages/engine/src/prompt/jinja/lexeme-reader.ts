import type { Lexeme } from './lexer.ts'
import { TemplateError } from './template-error.ts'

/** Reads lexemes one by one with one of lookahead, and fails with the line at hand. */
export class LexemeReader {
  readonly #lexemes: readonly Lexeme[]
  #index = 0

  constructor(lexemes: readonly Lexeme[]) {
    this.#lexemes = lexemes
  }

  get current(): Lexeme {
    return this.#at(this.#index)
  }

  next(): Lexeme {
    const lexeme = this.current
    this.#index += 1
    return lexeme
  }

  isName(name: string): boolean {
    return this.current.type === 'name' && this.current.value === name
  }

  skipName(name: string): boolean {
    return this.#skipIf(this.isName(name))
  }

  isOperator(operator: string): boolean {
    return this.current.type === 'operator' && this.current.value === operator
  }

  skipOperator(operator: string): boolean {
    return this.#skipIf(this.isOperator(operator))
  }

  followedByName(name: string): boolean {
    const { type, value } = this.#at(this.#index + 1)
    return type === 'name' && value === name
  }

  followedByOperator(operator: string): boolean {
    const { type, value } = this.#at(this.#index + 1)
    return type === 'operator' && value === operator
  }

  /** True where a tuple may end after a comma. */
  endsTuple(): boolean {
    const { type } = this.current
    return type === 'tag-end' || type === 'print-end' || this.isOperator(')') || this.isName('in')
  }

  expectOperator(operator: string): void {
    if (!this.skipOperator(operator)) this.fail(`'${operator}' was expected`)
  }

  expectName(): string {
    if (this.current.type !== 'name') this.fail('a name was expected')
    return this.next().value
  }

  expectDottedName(): string {
    let name = this.expectName()
    while (this.skipOperator('.')) name += `.${this.expectName()}`
    return name
  }

  expect(type: Lexeme['type']): void {
    if (this.next().type !== type) this.fail(`the tag goes on where it should end`)
  }

  fail(message: string): never {
    throw new TemplateError('syntax', message, this.current.line)
  }

  #skipIf(skip: boolean): boolean {
    if (skip) this.#index += 1
    return skip
  }

  #at(index: number): Lexeme {
    const lexeme = this.#lexemes[Math.min(index, this.#lexemes.length - 1)]
    if (lexeme === undefined) throw new TemplateError('syntax', 'the template is empty')
    return lexeme
  }
}

import { Output } from './output.ts'
import type { Scope } from './scope.ts'
import type { Block } from './syntax.ts'
import type { Str } from './text.ts'

/** What a block tells the loop around it. */
export type Signal = 'break' | 'continue' | undefined

/** A compiled statement or block. */
export type Execute = (scope: Scope, output: Output) => Signal

/** Compiles statements: handed to what stands inside a block, so that blocks may nest. */
export type CompileBlock = (block: Block) => Execute

/** Runs a block in a scope of its own and returns what it printed. */
export function capture(body: Execute, scope: Scope): Str {
  const output = new Output()
  body(scope, output)
  return output.text()
}

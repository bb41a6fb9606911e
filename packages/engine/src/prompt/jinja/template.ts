import { Budget, type TemplateLimits } from './budget.ts'
import type { Execute } from './execute.ts'
import { templateGlobals } from './globals.ts'
import { mentions } from './mentions.ts'
import { Output } from './output.ts'
import { parseTemplate } from './parse-template.ts'
import type { Run } from './run.ts'
import { Scope } from './scope.ts'
import { compileBlock } from './statement.ts'
import type { Block } from './syntax.ts'
import { TemplateError } from './template-error.ts'
import type { Str } from './text.ts'
import type { Value } from './value.ts'

/** What one render may use. */
export interface RenderOptions {
  /** The moment `strftime_now` tells. */
  readonly now: Date
  readonly limits?: TemplateLimits
}

/**
 * A compiled Jinja template that renders to the text Python's jinja2 would, set up as the reference sets it up
 * (`trim_blocks`, `lstrip_blocks`, loop controls, the sandbox's rules), and knows of each character who wrote it.
 */
export class Template {
  readonly #tree: Block
  readonly #execute: Execute

  /** Compiles the source; throws `TemplateError` with the line of a mistake. */
  constructor(source: string) {
    this.#tree = withinStack(() => parseTemplate(source))
    this.#execute = withinStack(() => compileBlock(this.#tree))
  }

  /** Whether a variable is read anywhere in it. */
  reads(name: string): boolean {
    return mentions(this.#tree, name)
  }

  /** Renders with the given variables; throws `TemplateError`. */
  render(variables: ReadonlyMap<string, Value>, { now, limits }: RenderOptions): Str {
    const run: Run = { budget: new Budget(limits), now }
    const scope = new Scope(run, new Map([...templateGlobals(run), ...variables]))
    const output = new Output()
    return withinStack(() => {
      this.#execute(scope, output)
      return output.text()
    })
  }
}

// Deeply nested input ends in the engine's own stack check, which is safe to catch: no state outlives the call.
function withinStack<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) throw new TemplateError('limit', 'the template or its input is nested too deeply')
    throw error
  }
}

import { capture, type CompileBlock } from './execute.ts'
import { compileExpression } from './expression.ts'
import { mentions } from './mentions.ts'
import type { Scope } from './scope.ts'
import type { Block, Parameter } from './syntax.ts'
import { TemplateError } from './template-error.ts'
import { Callable, Dict, Tuple, Undefined, type Value } from './value.ts'

/**
 * Compiles a macro. It sees the names around its definition as they are when it is called, takes `varargs` and `kwargs`
 * where its body mentions them, and `caller` inside a `call` block.
 */
export function compileMacro(
  name: string,
  parameters: readonly Parameter[],
  block: Block,
  compileBlock: CompileBlock,
): (scope: Scope) => Callable {
  const body = compileBlock(block)
  const fallbacks = parameters.map((parameter) => ({
    name: parameter.name,
    evaluate: parameter.fallback && compileExpression(parameter.fallback),
  }))
  const takesMore = { args: mentions(block, 'varargs'), keywords: mentions(block, 'kwargs') }

  return (defined) =>
    new Callable(
      name,
      (args, keywords) =>
        defined.run.budget.nest(() => {
          const scope = defined.inner()
          const rest = new Map(keywords)
          if (args.length > fallbacks.length && !takesMore.args) {
            throw new TemplateError('runtime', `macro '${name}' takes not more than ${fallbacks.length} argument(s)`)
          }
          for (const [index, parameter] of fallbacks.entries()) {
            const given = index < args.length ? args[index] : rest.get(parameter.name)
            rest.delete(parameter.name)
            const missing = new Undefined(`parameter '${parameter.name}' was not provided`)
            const value = given === undefined ? (parameter.evaluate?.(scope) ?? null) : given
            scope.set(parameter.name, given === undefined && parameter.evaluate === undefined ? missing : value)
          }
          scope.set('caller', takeCaller(rest))
          scope.set('varargs', new Tuple(args.slice(fallbacks.length)))
          const [surplus] = rest.keys()
          if (surplus !== undefined && !takesMore.keywords) {
            throw new TemplateError('runtime', `macro '${name}' takes no keyword argument '${surplus}'`)
          }
          scope.set('kwargs', new Dict(rest))
          return capture(body, scope)
        }),
      [['name', name]],
    )
}

function takeCaller(keywords: Map<string, Value>): Value {
  const caller = keywords.get('caller')
  keywords.delete('caller')
  return caller ?? new Undefined('No caller defined')
}

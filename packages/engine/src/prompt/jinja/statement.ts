import { capture, type Execute } from './execute.ts'
import { compileArguments, compileExpression, callValue, type Evaluate } from './expression.ts'
import { findFilter } from './filters.ts'
import { compileLoop } from './loop.ts'
import { compileMacro } from './macro.ts'
import type { Output } from './output.ts'
import type { Scope } from './scope.ts'
import type { Block, FilterStep, Statement } from './syntax.ts'
import { assign } from './target.ts'
import { type Callable, isTrue } from './value.ts'

/** Compiles statements into one function. */
export function compileBlock(block: Block): Execute {
  const statements = block.map(compileStatement)
  return (scope, output) => {
    for (const execute of statements) {
      scope.run.budget.step()
      const signal = execute(scope, output)
      if (signal !== undefined) return signal
    }
    return undefined
  }
}

function compileStatement(node: Statement): Execute {
  switch (node.type) {
    case 'text':
      return silent((scope, output) => output.print(node.text, scope))
    case 'print': {
      const evaluate = compileExpression(node.expression)
      return silent((scope, output) => output.print(evaluate(scope), scope))
    }
    case 'if':
      return compileIf(node)
    case 'for':
      return compileLoop(node, compileBlock)
    case 'set': {
      const value = compileExpression(node.value)
      return silent((scope) => assign(node.target, value(scope), scope))
    }
    case 'set-block': {
      const body = compileCapture(node.body, node.filters)
      return silent((scope) => assign(node.target, body(scope), scope))
    }
    case 'filter-block': {
      const body = compileCapture(node.body, node.filters)
      return silent((scope, output) => output.print(body(scope), scope))
    }
    case 'macro': {
      const macro = compileMacro(node.name, node.parameters, node.body, compileBlock)
      return silent((scope) => scope.set(node.name, macro(scope)))
    }
    case 'call-block':
      return compileCallBlock(node)
    case 'with': {
      const bindings = node.bindings.map(([target, value]) => ({ target, value: compileExpression(value) }))
      const body = compileBlock(node.body)
      return (scope, output) => {
        const inner = scope.inner()
        for (const { target, value } of bindings) assign(target, value(scope), inner)
        return body(inner, output)
      }
    }
    case 'scope': {
      const body = compileBlock(node.body)
      return (scope, output) => body(scope.inner(), output)
    }
    case 'break':
    case 'continue':
      return () => node.type
  }
}

function silent(act: (scope: Scope, output: Output) => void): Execute {
  return (scope, output) => {
    act(scope, output)
    return undefined
  }
}

function compileIf(node: Statement & { type: 'if' }): Execute {
  const branches = node.branches.map(({ test, body }) => ({ test: compileExpression(test), body: compileBlock(body) }))
  const otherwise = compileBlock(node.otherwise)
  return (scope, output) => {
    const taken = branches.find(({ test }) => isTrue(test(scope)))
    return (taken?.body ?? otherwise)(scope, output)
  }
}

function compileCapture(block: Block, steps: readonly FilterStep[]): Evaluate {
  const body = compileBlock(block)
  const filters = steps.map(({ name, args }) => ({ name, args: compileArguments(args) }))
  return (scope) =>
    filters.reduce<ReturnType<Evaluate>>(
      (value, { name, args }) => {
        const { positional, keywords } = args(scope)
        return findFilter(name)(value, positional, keywords, scope.run)
      },
      capture(body, scope.inner()),
    )
}

function compileCallBlock(node: Statement & { type: 'call-block' }): Execute {
  const caller = compileMacro('caller', node.parameters, node.body, compileBlock)
  if (node.call.type !== 'call') {
    const evaluate = compileExpression(node.call)
    return silent((scope, output) =>
      output.print(
        callValue(evaluate(scope), { positional: [], keywords: new Map([['caller', caller(scope)]]) }),
        scope,
      ),
    )
  }
  const [target, args] = [compileExpression(node.call.target), compileArguments(node.call.args)]
  return silent((scope, output) => {
    const { positional, keywords } = args(scope)
    const callback: Callable = caller(scope)
    output.print(
      callValue(target(scope), { positional, keywords: new Map([...keywords, ['caller', callback]]) }),
      scope,
    )
  })
}

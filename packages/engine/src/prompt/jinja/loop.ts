import { codePoints } from './code-points.ts'
import type { CompileBlock, Execute, Signal } from './execute.ts'
import { compileExpression } from './expression.ts'
import { isEqual } from './operators.ts'
import { mentions } from './mentions.ts'
import { Output } from './output.ts'
import type { Scope } from './scope.ts'
import type { Statement } from './syntax.ts'
import { assign } from './target.ts'
import { Callable, isTrue, iterate, Opaque, Tuple, Undefined, type Value } from './value.ts'

/** Compiles a `for`. Every turn has a scope of its own; the condition chooses the items before the first turn. */
export function compileLoop(node: Statement & { type: 'for' }, compileBlock: CompileBlock): Execute {
  const iterable = compileExpression(node.iterable)
  const condition = node.condition && compileExpression(node.condition)
  const [body, otherwise] = [compileBlock(node.body), compileBlock(node.otherwise)]
  // Reading the names is cheaper than describing every turn of loops that never ask.
  const namesLoop = node.recursive || mentions(node.body, 'loop')

  const select = (items: readonly Value[], scope: Scope): readonly Value[] =>
    condition === undefined
      ? items
      : items.filter((item) => {
          const inner = scope.inner()
          assign(node.target, item, inner)
          return isTrue(condition(inner))
        })

  const run = (value: Value, scope: Scope, output: Output, depth: number): Signal => {
    const all = iterate(value, codePoints)
    scope.run.budget.spend(all.length)
    const items = select(all, scope)
    // The last value `changed` was asked about, shared by all turns of this loop.
    const memory: { seen?: Value } = {}
    for (const [index, item] of items.entries()) {
      scope.run.budget.step()
      const inner = scope.inner()
      if (namesLoop) {
        const recurse = (args: readonly Value[]): Value => captureLoop(args[0] ?? null, scope, depth + 1)
        inner.set('loop', describeTurn(items, index, depth, memory, node.recursive ? recurse : undefined))
      }
      assign(node.target, item, inner)
      if (body(inner, output) === 'break') break
    }
    return items.length === 0 ? otherwise(scope.inner(), output) : undefined
  }

  const captureLoop = (value: Value, scope: Scope, depth: number): Value =>
    scope.run.budget.nest(() => {
      const nested = new Output()
      run(value, scope, nested, depth)
      return nested.text()
    })

  return (scope, output) => run(iterable(scope), scope, output, 1)
}

function describeTurn(
  items: readonly Value[],
  index: number,
  depth: number,
  memory: { seen?: Value },
  recurse: Callable['call'] | undefined,
): Value {
  const neighbour = (at: number, name: string): Value => {
    const item = at < 0 ? undefined : items[at]
    return item === undefined ? new Undefined(`there is no ${name} item`) : item
  }
  const loop: [string, Value][] = [
    ['index', index + 1],
    ['index0', index],
    ['revindex', items.length - index],
    ['revindex0', items.length - index - 1],
    ['first', index === 0],
    ['last', index === items.length - 1],
    ['length', items.length],
    ['depth', depth],
    ['depth0', depth - 1],
    ['previtem', neighbour(index - 1, 'previous')],
    ['nextitem', neighbour(index + 1, 'next')],
    ['cycle', new Callable('cycle', (args) => args[index % args.length] ?? null)],
    ['changed', new Callable('changed', (args) => hasChanged(memory, new Tuple(args)))],
  ]
  return recurse === undefined ? new Opaque('LoopContext', loop) : new Callable('loop', recurse, loop)
}

function hasChanged(memory: { seen?: Value }, value: Value): boolean {
  const changed = memory.seen === undefined || !isEqual(memory.seen, value)
  memory.seen = value
  return changed
}

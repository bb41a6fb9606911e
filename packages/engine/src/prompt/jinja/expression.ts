import { getAttribute, getItem, getSlice } from './attribute.ts'
import { findFilter } from './filters.ts'
import { codePoints } from './code-points.ts'
import { calculate, compare } from './operators.ts'
import { toText } from './python-text.ts'
import type { Scope } from './scope.ts'
import type { CallArguments, Expression } from './syntax.ts'
import { TemplateError } from './template-error.ts'
import { findTest } from './tests.ts'
import { concat, plain } from './text.ts'
import { Callable, Dict, Float, isTrue, iterate, toNumber, Tuple, typeName, Undefined, type Value } from './value.ts'

/** A compiled expression. */
export type Evaluate = (scope: Scope) => Value

/** Arguments of a call once they are evaluated. */
export interface Arguments {
  readonly positional: Value[]
  readonly keywords: Map<string, Value>
}

/** Compiles an expression into a function of the scope. Each evaluation costs one step of the budget. */
export function compileExpression(expression: Expression): Evaluate {
  const evaluate = compileNode(expression)
  return (scope) => {
    scope.run.budget.step()
    return evaluate(scope)
  }
}

/** Compiles the arguments of a call, a filter or a test. */
export function compileArguments(args: CallArguments): (scope: Scope) => Arguments {
  const positional = args.positional.map(compileExpression)
  const keywords = args.keywords.map(([name, value]) => [name, compileExpression(value)] as const)
  const spread = args.spread && compileExpression(args.spread)
  const keywordSpread = args.keywordSpread && compileExpression(args.keywordSpread)
  return (scope) => {
    const values = positional.map((evaluate) => evaluate(scope))
    if (spread !== undefined) values.push(...iterate(spread(scope), codePoints))
    const named = new Map(keywords.map(([name, evaluate]) => [name, evaluate(scope)]))
    const more = keywordSpread?.(scope)
    if (more instanceof Dict) for (const key of more.keys()) named.set(plain(toText(key)), more.get(key) ?? null)
    return { positional: values, keywords: named }
  }
}

/** Calls a value; fails if it is not a function. */
export function callValue(target: Value, { positional, keywords }: Arguments): Value {
  if (target instanceof Callable) return target.call(positional, keywords)
  const message = target instanceof Undefined ? target.reason : `'${typeName(target)}' object is not callable`
  throw new TemplateError('runtime', message)
}

function compileNode(node: Expression): Evaluate {
  switch (node.type) {
    case 'constant': {
      const { value } = node
      return () => value
    }
    case 'number': {
      const value = node.float ? new Float(node.value) : node.value
      return () => value
    }
    case 'name': {
      const { name } = node
      return (scope) => scope.get(name)
    }
    case 'list':
    case 'tuple':
      return compileItems(node.type, node.items)
    case 'dict':
      return compileDict(node.entries)
    case 'attribute': {
      const target = compileExpression(node.target)
      return (scope) => getAttribute(target(scope), node.name)
    }
    case 'item': {
      const [target, key] = [compileExpression(node.target), compileExpression(node.key)]
      return (scope) => getItem(target(scope), key(scope))
    }
    case 'slice':
      return compileSlice(node)
    case 'call': {
      const [target, args] = [compileExpression(node.target), compileArguments(node.args)]
      return (scope) => callValue(target(scope), args(scope))
    }
    case 'filter':
      return compileFilter(node.name, node.target, node.args)
    case 'test': {
      const [target, args] = [compileExpression(node.target), compileArguments(node.args)]
      return (scope) => findTest(node.name)(target(scope), args(scope).positional)
    }
    case 'unary':
      return compileUnary(node)
    case 'binary': {
      const [left, right] = [compileExpression(node.left), compileExpression(node.right)]
      return (scope) => calculate(node.operator, left(scope), right(scope), scope.run.budget)
    }
    case 'and':
    case 'or': {
      const [left, right] = [compileExpression(node.left), compileExpression(node.right)]
      const goesOn = node.type === 'and'
      return (scope) => {
        const first = left(scope)
        return isTrue(first) === goesOn ? right(scope) : first
      }
    }
    case 'concat': {
      const parts = node.parts.map(compileExpression)
      return (scope) => {
        const joined = concat(parts.map((part) => toText(part(scope))))
        scope.run.budget.spend(plain(joined).length)
        return joined
      }
    }
    case 'compare':
      return compileComparison(node)
    case 'condition': {
      const [test, chosen] = [compileExpression(node.test), compileExpression(node.chosen)]
      const otherwise = node.otherwise && compileExpression(node.otherwise)
      const missing = new Undefined('the inline if-expression evaluated to false and no else section was defined.')
      return (scope) => (isTrue(test(scope)) ? chosen(scope) : otherwise === undefined ? missing : otherwise(scope))
    }
  }
}

function compileItems(type: 'list' | 'tuple', nodes: readonly Expression[]): Evaluate {
  const items = nodes.map(compileExpression)
  if (type === 'list') return (scope) => items.map((item) => item(scope))
  return (scope) => new Tuple(items.map((item) => item(scope)))
}

function compileDict(nodes: readonly (readonly [Expression, Expression])[]): Evaluate {
  const entries = nodes.map(([key, value]) => [compileExpression(key), compileExpression(value)] as const)
  return (scope) => new Dict(entries.map(([key, value]) => [key(scope), value(scope)]))
}

function compileSlice(node: Expression & { type: 'slice' }): Evaluate {
  const target = compileExpression(node.target)
  const [start, stop, step] = [node.start, node.stop, node.step].map((bound) => bound && compileExpression(bound))
  return (scope) => getSlice(target(scope), start?.(scope) ?? null, stop?.(scope) ?? null, step?.(scope) ?? null)
}

// A filter that does not exist fails when it is reached, not before: the reference, too, lets a template name one in a
// branch it does not take.
function compileFilter(name: string, operand: Expression, args: CallArguments): Evaluate {
  const [target, evaluateArguments] = [compileExpression(operand), compileArguments(args)]
  return (scope) => {
    const input = target(scope)
    const { positional, keywords } = evaluateArguments(scope)
    const value = findFilter(name)(input, positional, keywords, scope.run)
    scope.run.budget.spend(sizeOf(input) + sizeOf(value))
    return value
  }
}

function compileUnary(node: Expression & { type: 'unary' }): Evaluate {
  const operand = compileExpression(node.operand)
  if (node.operator === 'not') return (scope) => !isTrue(operand(scope))
  const sign = node.operator === '-' ? -1 : 1
  return (scope) => {
    const value = operand(scope)
    const number = toNumber(value)
    if (number === undefined)
      throw new TemplateError('runtime', `bad operand type for unary ${node.operator}: '${typeName(value)}'`)
    return value instanceof Float ? new Float(sign * number) : sign * number
  }
}

function compileComparison(node: Expression & { type: 'compare' }): Evaluate {
  const first = compileExpression(node.first)
  const rest = node.rest.map(({ operator, operand }) => ({ operator, operand: compileExpression(operand) }))
  return (scope) => {
    let left = first(scope)
    for (const { operator, operand } of rest) {
      const right = operand(scope)
      scope.run.budget.spend(sizeOf(right))
      if (!compare(operator, left, right)) return false
      left = right
    }
    return true
  }
}

function sizeOf(value: Value): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null && 'text' in value ? value.text.length : 0
}

import type { Budget } from './budget.ts'
import { compareText } from './code-points.ts'
import { percentFormat } from './format-text.ts'
import { escapeHtml } from './escape-html.ts'
import type { BinaryOperator, ComparisonOperator } from './syntax.ts'
import { TemplateError } from './template-error.ts'
import { asSafe, concat, isSafe, isStr, plain, repeat, type Str } from './text.ts'
import { Callable, Dict, Float, isList, Opaque, toNumber, Tuple, typeName, Undefined, type Value } from './value.ts'

/** Python's arithmetic and sequence operators. */
export function calculate(operator: BinaryOperator, left: Value, right: Value, budget: Budget): Value {
  for (const operand of [left, right])
    if (operand instanceof Undefined) throw new TemplateError('runtime', operand.reason)
  if (isStr(left) && operator === '%')
    return percentFormat(left, right instanceof Tuple ? right.items : [right], new Map())
  if (operator === '+') {
    const joined = add(left, right, budget)
    if (joined !== undefined) return joined
  }
  if (operator === '*') {
    const repeated = multiply(left, right, budget) ?? multiply(right, left, budget)
    if (repeated !== undefined) return repeated
  }
  const a = toNumber(left)
  const b = toNumber(right)
  if (a === undefined || b === undefined) {
    const types = `'${typeName(left)}' and '${typeName(right)}'`
    throw new TemplateError('runtime', `unsupported operand type(s) for ${operator}: ${types}`)
  }
  const isFloat = operator === '/' || left instanceof Float || right instanceof Float || (operator === '**' && b < 0)
  const result = compute(operator, a, b)
  return isFloat ? new Float(result) : result
}

/** Python's `a < b`, `a in b` and their kin. */
export function compare(operator: ComparisonOperator, left: Value, right: Value): boolean {
  switch (operator) {
    case '==':
      return isEqual(left, right)
    case '!=':
      return !isEqual(left, right)
    case 'in':
      return contains(right, left)
    case 'not in':
      return !contains(right, left)
    case '<':
      return order(left, right) < 0
    case '<=':
      return order(left, right) <= 0
    case '>':
      return order(left, right) > 0
    case '>=':
      return order(left, right) >= 0
  }
}

/** Python's `==`: by value, numbers and booleans among each other, a list never equal to a tuple. */
export function isEqual(a: Value, b: Value): boolean {
  if (isStr(a)) return isStr(b) && plain(a) === plain(b)
  const number = toNumber(a)
  if (number !== undefined) return number === toNumber(b)
  if (a instanceof Undefined) return b instanceof Undefined
  if (isList(a)) return isList(b) && areEqual(a, b)
  if (a instanceof Tuple) return b instanceof Tuple && areEqual(a.items, b.items)
  if (!(a instanceof Dict)) return a === b
  return (
    b instanceof Dict &&
    a.size === b.size &&
    a.items().every(({ items: [key = null, value = null] }) => {
      const other = b.get(key)
      return other !== undefined && isEqual(value, other)
    })
  )
}

/** Orders two values as Python's `sorted` would; values without an order are an error. */
export function order(a: Value, b: Value): number {
  for (const operand of [a, b]) if (operand instanceof Undefined) throw new TemplateError('runtime', operand.reason)
  if (isStr(a) && isStr(b)) return compareText(plain(a), plain(b))
  const left = toNumber(a)
  const right = toNumber(b)
  if (left !== undefined && right !== undefined) return left - right
  const items =
    isList(a) && isList(b) ? [a, b] : a instanceof Tuple && b instanceof Tuple ? [a.items, b.items] : undefined
  if (items === undefined) {
    const types = `'${typeName(a)}' and '${typeName(b)}'`
    throw new TemplateError('runtime', `'<' not supported between instances of ${types}`)
  }
  const [first = [], second = []] = items
  const at = first.findIndex((item, index) => index >= second.length || !isEqual(item, second[index] ?? null))
  return at === -1 || at >= second.length ? first.length - second.length : order(first[at] ?? null, second[at] ?? null)
}

function add(left: Value, right: Value, budget: Budget): Value | undefined {
  if (isStr(left) && isStr(right)) return addText(left, right, budget)
  if (isList(left) && isList(right)) {
    budget.spend(left.length + right.length)
    return [...left, ...right]
  }
  return left instanceof Tuple && right instanceof Tuple ? new Tuple([...left.items, ...right.items]) : undefined
}

// The reference escapes what is added to a string marked `safe`. Chat templates are not HTML, but models were trained on
// the outcome, and the same text is the promise here.
function addText(left: Str, right: Str, budget: Budget): Str {
  budget.spend(plain(left).length + plain(right).length)
  if (!isSafe(left) && !isSafe(right)) return concat([left, right])
  return asSafe(concat([isSafe(left) ? left : escapeHtml(left), isSafe(right) ? right : escapeHtml(right)]))
}

function multiply(sequence: Value, times: Value, budget: Budget): Value | undefined {
  if (typeof times !== 'number') return undefined
  const count = Math.max(0, times)
  if (isStr(sequence)) {
    budget.spend(plain(sequence).length * count)
    return repeat(sequence, count)
  }
  if (!isList(sequence)) return undefined
  budget.spend(sequence.length * count)
  return Array.from({ length: count }, () => sequence).flat()
}

function compute(operator: BinaryOperator, a: number, b: number): number {
  if (b === 0 && (operator === '/' || operator === '//' || operator === '%')) {
    throw new TemplateError('runtime', 'division by zero')
  }
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '//':
      return Math.floor(a / b)
    case '%':
      // Python's remainder has the sign of the divisor.
      return a - b * Math.floor(a / b)
    case '**':
      return a ** b
  }
}

function areEqual(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, index) => isEqual(item, b[index] ?? null))
}

function contains(container: Value, item: Value): boolean {
  if (isStr(container)) {
    if (isStr(item)) return plain(container).includes(plain(item))
    throw new TemplateError('runtime', `'in <string>' requires string as left operand, not ${typeName(item)}`)
  }
  if (isList(container)) return container.some((member) => isEqual(member, item))
  if (container instanceof Tuple) return container.items.some((member) => isEqual(member, item))
  if (container instanceof Dict) return container.has(item)
  if (container instanceof Undefined) return false
  const kind = container instanceof Callable || container instanceof Opaque ? 'object' : typeName(container)
  throw new TemplateError('runtime', `argument of type '${kind}' is not iterable`)
}

import type { LexemeReader } from './lexeme-reader.ts'
import type { BinaryOperator, CallArguments, Comparison, ComparisonOperator, Expression } from './syntax.ts'

const noArguments: CallArguments = { positional: [], keywords: [] }
const constants: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
}
const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const

/** Parses one expression, `a if b else c` included. */
export function parseExpression(reader: LexemeReader): Expression {
  let expression = parseOr(reader)
  while (reader.skipName('if')) {
    const test = parseOr(reader)
    const otherwise = reader.skipName('else') ? parseExpression(reader) : undefined
    expression = { type: 'condition', test, chosen: expression, otherwise }
  }
  return expression
}

/** Parses an expression without a condition: what stands between `in` and `if` of a loop. */
export function parseUnconditional(reader: LexemeReader): Expression {
  return parseTupleOf(reader, parseOr)
}

/** Parses an expression that commas make a tuple. */
export function parseTuple(reader: LexemeReader): Expression {
  return parseTupleOf(reader, parseExpression)
}

/** Parses the parenthesised arguments of a call, or nothing. */
export function parseOptionalArguments(reader: LexemeReader): CallArguments {
  return reader.isOperator('(') ? parseArguments(reader) : noArguments
}

function parseTupleOf(reader: LexemeReader, parse: (reader: LexemeReader) => Expression): Expression {
  const first = parse(reader)
  if (!reader.isOperator(',')) return first
  const items = [first]
  while (reader.skipOperator(',')) {
    if (reader.endsTuple()) break
    items.push(parse(reader))
  }
  return { type: 'tuple', items }
}

function parseOr(reader: LexemeReader): Expression {
  let left = parseAnd(reader)
  while (reader.skipName('or')) left = { type: 'or', left, right: parseAnd(reader) }
  return left
}

function parseAnd(reader: LexemeReader): Expression {
  let left = parseNot(reader)
  while (reader.skipName('and')) left = { type: 'and', left, right: parseNot(reader) }
  return left
}

function parseNot(reader: LexemeReader): Expression {
  if (reader.skipName('not')) return { type: 'unary', operator: 'not', operand: parseNot(reader) }
  return parseComparison(reader)
}

function parseComparison(reader: LexemeReader): Expression {
  const first = parseSum(reader)
  const rest: Comparison[] = []
  for (;;) {
    const operator = comparisonOperator(reader)
    if (operator === undefined) return rest.length === 0 ? first : { type: 'compare', first, rest }
    rest.push({ operator, operand: parseSum(reader) })
  }
}

function comparisonOperator(reader: LexemeReader): ComparisonOperator | undefined {
  const symbol = comparisons.find((candidate) => reader.skipOperator(candidate))
  if (symbol !== undefined) return symbol
  if (reader.skipName('in')) return 'in'
  if (!reader.isName('not') || !reader.followedByName('in')) return undefined
  reader.next()
  reader.next()
  return 'not in'
}

function parseSum(reader: LexemeReader): Expression {
  return parseBinary(reader, ['+', '-'], parseConcat)
}

function parseConcat(reader: LexemeReader): Expression {
  const first = parseProduct(reader)
  if (!reader.isOperator('~')) return first
  const parts = [first]
  while (reader.skipOperator('~')) parts.push(parseProduct(reader))
  return { type: 'concat', parts }
}

function parseProduct(reader: LexemeReader): Expression {
  return parseBinary(reader, ['*', '/', '//', '%'], parsePower)
}

// Left-associative, unlike Python's: the reference's parser folds it so.
function parsePower(reader: LexemeReader): Expression {
  return parseBinary(reader, ['**'], parseUnary)
}

function parseBinary(
  reader: LexemeReader,
  operators: readonly BinaryOperator[],
  parse: (reader: LexemeReader) => Expression,
): Expression {
  let left = parse(reader)
  for (;;) {
    const operator = operators.find((candidate) => reader.isOperator(candidate))
    if (operator === undefined) return left
    reader.next()
    left = { type: 'binary', operator, left, right: parse(reader) }
  }
}

function parseUnary(reader: LexemeReader): Expression {
  return parseFilters(reader, parseSigned(reader))
}

function parseSigned(reader: LexemeReader): Expression {
  for (const operator of ['-', '+'] as const) {
    if (reader.skipOperator(operator)) {
      return parsePostfix(reader, { type: 'unary', operator, operand: parseSigned(reader) })
    }
  }
  return parsePostfix(reader, parsePrimary(reader))
}

function parsePrimary(reader: LexemeReader): Expression {
  const { type, value } = reader.next()
  if (type === 'name') {
    const constant = Object.hasOwn(constants, value) ? constants[value] : undefined
    return constant === undefined ? { type: 'name', name: value } : { type: 'constant', value: constant }
  }
  if (type === 'string') {
    let text = value
    while (reader.current.type === 'string') text += reader.next().value
    return { type: 'constant', value: text }
  }
  if (type === 'integer' || type === 'float') {
    return { type: 'number', value: Number(value.replaceAll('_', '')), float: type === 'float' }
  }
  if (type === 'operator' && value === '(') {
    if (reader.skipOperator(')')) return { type: 'tuple', items: [] }
    const inner = parseTuple(reader)
    reader.expectOperator(')')
    return inner
  }
  if (type === 'operator' && value === '[') return { type: 'list', items: parseItems(reader, ']', parseExpression) }
  if (type === 'operator' && value === '{') return { type: 'dict', entries: parseItems(reader, '}', parseEntry) }
  return reader.fail(`unexpected ${type === 'operator' ? `'${value}'` : 'end of the tag'}`)
}

function parseEntry(reader: LexemeReader): readonly [Expression, Expression] {
  const key = parseExpression(reader)
  reader.expectOperator(':')
  return [key, parseExpression(reader)]
}

function parseItems<T>(reader: LexemeReader, end: string, parse: (reader: LexemeReader) => T): T[] {
  const items: T[] = []
  while (!reader.skipOperator(end)) {
    if (items.length > 0) {
      reader.expectOperator(',')
      if (reader.skipOperator(end)) break
    }
    items.push(parse(reader))
  }
  return items
}

function parsePostfix(reader: LexemeReader, start: Expression): Expression {
  let target = start
  for (;;) {
    if (reader.skipOperator('.')) {
      const { type, value } = reader.next()
      if (type === 'name') target = { type: 'attribute', target, name: value }
      else if (type === 'integer')
        target = { type: 'item', target, key: { type: 'number', value: Number(value), float: false } }
      else reader.fail('a name was expected after `.`')
    } else if (reader.skipOperator('[')) {
      target = parseSubscript(reader, target)
      reader.expectOperator(']')
    } else if (reader.isOperator('(')) {
      target = { type: 'call', target, args: parseArguments(reader) }
    } else {
      return target
    }
  }
}

function parseSubscript(reader: LexemeReader, target: Expression): Expression {
  const bound = (): Expression | undefined =>
    reader.isOperator(':') || reader.isOperator(']') ? undefined : parseExpression(reader)
  const start = bound()
  if (!reader.skipOperator(':')) {
    if (start === undefined) return reader.fail('an index was expected')
    return { type: 'item', target, key: start }
  }
  const stop = bound()
  return { type: 'slice', target, start, stop, step: reader.skipOperator(':') ? bound() : undefined }
}

function parseFilters(reader: LexemeReader, start: Expression): Expression {
  let target = start
  for (;;) {
    if (reader.skipOperator('|')) {
      const name = reader.expectDottedName()
      target = { type: 'filter', name, target, args: parseOptionalArguments(reader) }
    } else if (reader.skipName('is')) {
      target = parseTest(reader, target)
    } else if (reader.isOperator('(')) {
      target = { type: 'call', target, args: parseArguments(reader) }
    } else {
      return target
    }
  }
}

function parseTest(reader: LexemeReader, target: Expression): Expression {
  const negated = reader.skipName('not')
  const name = reader.expectDottedName()
  const test: Expression = { type: 'test', name, target, args: parseTestArguments(reader) }
  return negated ? { type: 'unary', operator: 'not', operand: test } : test
}

// `is divisibleby 3` takes its argument without parentheses. A word that continues the expression, such as `and`, is
// not an argument.
function parseTestArguments(reader: LexemeReader): CallArguments {
  if (reader.isOperator('(')) return parseArguments(reader)
  const { type } = reader.current
  const isArgument =
    type === 'string' || type === 'integer' || type === 'float' || reader.isOperator('[') || reader.isOperator('{')
  const isWord = type === 'name' && !['else', 'or', 'and', 'is', 'if', 'in', 'not'].some((word) => reader.isName(word))
  if (!isArgument && !isWord) return noArguments
  return { positional: [parsePostfix(reader, parsePrimary(reader))], keywords: [] }
}

function parseArguments(reader: LexemeReader): CallArguments {
  reader.expectOperator('(')
  const positional: Expression[] = []
  const keywords: [string, Expression][] = []
  let spread: Expression | undefined
  let keywordSpread: Expression | undefined
  parseItems(reader, ')', () => {
    if (reader.skipOperator('**')) keywordSpread = parseExpression(reader)
    else if (reader.skipOperator('*')) spread = parseExpression(reader)
    else if (reader.current.type === 'name' && reader.followedByOperator('=')) {
      const { value } = reader.next()
      reader.next()
      keywords.push([value, parseExpression(reader)])
    } else {
      if (keywords.length > 0) reader.fail('a positional argument follows a keyword argument')
      positional.push(parseExpression(reader))
    }
  })
  return {
    positional,
    keywords,
    ...(spread === undefined ? {} : { spread }),
    ...(keywordSpread === undefined ? {} : { keywordSpread }),
  }
}

import { LexemeReader } from './lexeme-reader.ts'
import { cutTemplate } from './lexer.ts'
import { parseExpression, parseOptionalArguments, parseTuple, parseUnconditional } from './parse-expression.ts'
import type { Block, Branch, FilterStep, Parameter, Statement, Target } from './syntax.ts'

/**
 * Parses a chat template: the language of Jinja 3.1 with loop controls and the `generation` tag, without the tags that
 * reach for other templates (`include`, `import`, `extends`). Throws `TemplateError` with the line at fault.
 */
export function parseTemplate(source: string): Block {
  const reader = new LexemeReader(cutTemplate(source))
  const body = parseUntil(reader, [])
  if (reader.current.type !== 'end') reader.fail(`unexpected \`${reader.current.value}\``)
  return body
}

/** Parses statements up to a tag named in `ends`; that tag's name is the next lexeme. */
function parseUntil(reader: LexemeReader, ends: readonly string[]): Block {
  const block: Statement[] = []
  for (;;) {
    const { type, value } = reader.current
    if (type === 'end') {
      if (ends.length > 0) reader.fail(`\`${ends.at(-1)}\` was expected`)
      return block
    }
    reader.next()
    if (type === 'text') {
      block.push({ type: 'text', text: value })
    } else if (type === 'print-start') {
      block.push({ type: 'print', expression: parseTuple(reader) })
      reader.expect('print-end')
    } else {
      if (ends.some((end) => reader.isName(end))) return block
      block.push(parseStatement(reader))
      reader.expect('tag-end')
    }
  }
}

/** Parses the rest of a tag, the statements after it, and the name of the tag that ends them. */
function parseBody(reader: LexemeReader, end: string): Block {
  reader.expect('tag-end')
  const body = parseUntil(reader, [end])
  reader.next()
  return body
}

function parseStatement(reader: LexemeReader): Statement {
  const name = reader.expectName()
  switch (name) {
    case 'if':
      return parseIf(reader)
    case 'for':
      return parseFor(reader)
    case 'set':
      return parseSet(reader)
    case 'macro':
      return parseMacro(reader)
    case 'call':
      return parseCallBlock(reader)
    case 'filter':
      return { type: 'filter-block', filters: parseFilterSteps(reader), body: parseBody(reader, 'endfilter') }
    case 'with':
      return parseWith(reader)
    case 'generation':
      // The reference notes the positions of what the assistant wrote; the text is the same without it.
      return { type: 'scope', body: parseBody(reader, 'endgeneration') }
    case 'block':
      reader.expectName()
      return { type: 'scope', body: parseBody(reader, 'endblock') }
    case 'break':
    case 'continue':
      return { type: name }
    default:
      return reader.fail(`the tag \`${name}\` is not known`)
  }
}

function parseIf(reader: LexemeReader): Statement {
  const branches: Branch[] = []
  for (;;) {
    const test = parseTuple(reader)
    reader.expect('tag-end')
    branches.push({ test, body: parseUntil(reader, ['elif', 'else', 'endif']) })
    if (reader.skipName('elif')) continue
    const otherwise = reader.skipName('else') ? parseBody(reader, 'endif') : (reader.next(), [])
    return { type: 'if', branches, otherwise }
  }
}

function parseFor(reader: LexemeReader): Statement {
  const target = parseTarget(reader)
  if (!reader.skipName('in')) reader.fail('`in` was expected')
  const iterable = parseUnconditional(reader)
  const condition = reader.skipName('if') ? parseExpression(reader) : undefined
  const recursive = reader.skipName('recursive')
  reader.expect('tag-end')
  const body = parseUntil(reader, ['else', 'endfor'])
  const otherwise = reader.skipName('else') ? parseBody(reader, 'endfor') : (reader.next(), [])
  return { type: 'for', target, iterable, condition, recursive, body, otherwise }
}

function parseSet(reader: LexemeReader): Statement {
  const target = parseTarget(reader)
  if (reader.skipOperator('=')) return { type: 'set', target, value: parseTuple(reader) }
  const filters = reader.skipOperator('|') ? parseFilterSteps(reader) : []
  return { type: 'set-block', target, filters, body: parseBody(reader, 'endset') }
}

function parseMacro(reader: LexemeReader): Statement {
  const name = reader.expectName()
  return { type: 'macro', name, parameters: parseParameters(reader), body: parseBody(reader, 'endmacro') }
}

function parseCallBlock(reader: LexemeReader): Statement {
  const parameters = reader.isOperator('(') ? parseParameters(reader) : []
  return { type: 'call-block', parameters, call: parseExpression(reader), body: parseBody(reader, 'endcall') }
}

function parseParameters(reader: LexemeReader): Parameter[] {
  const parameters: Parameter[] = []
  reader.expectOperator('(')
  while (!reader.skipOperator(')')) {
    if (parameters.length > 0) reader.expectOperator(',')
    const name = reader.expectName()
    parameters.push({ name, fallback: reader.skipOperator('=') ? parseExpression(reader) : undefined })
  }
  return parameters
}

function parseWith(reader: LexemeReader): Statement {
  const bindings: (readonly [Target, ReturnType<typeof parseExpression>])[] = []
  while (reader.current.type !== 'tag-end') {
    if (bindings.length > 0) reader.expectOperator(',')
    const target = parseSingleTarget(reader)
    reader.expectOperator('=')
    bindings.push([target, parseExpression(reader)])
  }
  return { type: 'with', bindings, body: parseBody(reader, 'endwith') }
}

function parseFilterSteps(reader: LexemeReader): FilterStep[] {
  const steps: FilterStep[] = []
  do {
    const name = reader.expectDottedName()
    steps.push({ name, args: parseOptionalArguments(reader) })
  } while (reader.skipOperator('|'))
  return steps
}

function parseTarget(reader: LexemeReader): Target {
  const first = parseSingleTarget(reader)
  if (!reader.isOperator(',')) return first
  const targets = [first]
  while (reader.skipOperator(',') && !reader.endsTuple()) targets.push(parseSingleTarget(reader))
  return { type: 'unpack', targets }
}

function parseSingleTarget(reader: LexemeReader): Target {
  if (reader.skipOperator('(')) {
    const inner = parseTarget(reader)
    reader.expectOperator(')')
    return inner
  }
  const name = reader.expectName()
  return reader.skipOperator('.') ? { type: 'member', name, attribute: reader.expectName() } : { type: 'name', name }
}

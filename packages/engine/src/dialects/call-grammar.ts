import { compileArguments } from '../structured/compile-arguments.ts'
import { compileSchema } from '../structured/compile-schema.ts'
import { embeddedGrammar } from '../structured/grammar/embedded-grammar.ts'
import { literal } from '../structured/grammar/literal.ts'
import type { Json } from '../structured/schema/json.ts'
import { isBareArgument } from './argument-types.ts'
import type { JsonBody, TaggedBody } from './call-body.ts'
import type { CallableTool } from './callable-tool.ts'
import type { CallDialect } from './dialect.ts'

// More calls than any turn needs; without a bound a weak model calls until its tokens are used up.
const mostCalls = 16

// White space between the parts of a call: at most a line break and an indentation, so that none is endless.
const blank = '"\\n"? [ ]{0,4}'

/**
 * Writes the grammar of calls in a dialect, from the first call's opener to what closes the last one, with arguments as
 * each tool's schema has them. Throws `unsupported_value` for a schema that cannot be enforced, by its place.
 */
export function callGrammar(
  { calls: { layout, openers, body } }: CallDialect,
  tools: readonly CallableTool[],
  { parallel }: { parallel: boolean },
): string {
  const bodies = tools.map((tool, index) => callBody(tool, body, `t${index}-`))
  const first = openers[0]?.bare === true ? '' : (openers[0]?.text ?? '')
  const marks = openers.flatMap((mark) => (mark.bare === true ? [] : [mark.text]))
  const ways = new Set([layout.open, ...marks.map((mark) => mark + layout.open.slice(first.length))])
  const section = layout.section === undefined ? '' : `(${loose(layout.section)})? `
  const more = parallel && layout.between !== undefined ? ` (${loose(layout.between)} call){0,${mostCalls - 1}}` : ''
  return [
    `root ::= ${section}open call${more} ${loose(layout.close)}`,
    `open ::= ${[...ways].map(loose).join(' | ')}`,
    `call ::= ${bodies.map(({ way }) => way).join(' | ')}`,
    ...bodies.map(({ rules }) => rules),
  ].join('\n')
}

interface Body {
  /** GBNF for one call. */
  readonly way: string
  /** The rules it refers to. */
  readonly rules: string
}

function callBody(tool: CallableTool, body: CallDialect['calls']['body'], prefix: string): Body {
  const args = `${prefix}root`
  const rules = embeddedGrammar(argumentsGrammar(tool, body), prefix)
  switch (body.kind) {
    case 'json':
      return { way: jsonCall(tool.name, body, args), rules }
    case 'named':
      return { way: `(${body.headers(tool.name).map(header).join(' | ')}) ${blank} ${args}`, rules }
    case 'python':
      return { way: `${literal(`${tool.name}(`)} ${args} ")"`, rules }
    case 'tagged': {
      const { beforeName, afterName, end } = body
      return {
        way: [literal(beforeName), literal(tool.name), literal(afterName), blank, args, literal(end)].join(' '),
        rules,
      }
    }
  }
}

function argumentsGrammar(tool: CallableTool, body: CallDialect['calls']['body']): string {
  // A caller in this process may have members in its schema that are no JSON; on the wire they would be gone.
  const schema: Json = JSON.parse(JSON.stringify(tool.parameters))
  const { param } = tool
  if (body.kind === 'python') {
    const form = { between: '", "', before: (key: string) => literal(`${key}=`), after: '' }
    return compileArguments(schema, form, { param }).grammar
  }
  return body.kind === 'tagged'
    ? compileArguments(schema, taggedForm(tool, body), { param }).grammar
    : compileSchema(schema, { param }).grammar
}

function taggedForm(tool: CallableTool, body: TaggedBody): Parameters<typeof compileArguments>[1] {
  const { beforeKey, afterKey, beforeValue, afterValue, valuesOnLines } = body
  const line = valuesOnLines ? '\n' : ''
  return {
    between: '""',
    before: (key) => `${literal(beforeKey + key + afterKey)} ${looseJoin(beforeValue)} ${literal(line)}`,
    after: `${literal(line + afterValue)} ${blank}`,
    bare: { isBare: (key) => isBareArgument(tool, key), end: afterValue },
  }
}

// Between key and value some models break the line.
function looseJoin(text: string): string {
  return text === '' ? '""' : `${blank} ${literal(text)}`
}

function jsonCall(name: string, { nameKey, argumentsKey, idKey }: JsonBody, args: string): string {
  const id = idKey === undefined ? '' : `(${literal(`"${idKey}":`)} ${blank} "\\"" [0-9]{1,4} "\\"," ${blank})? `
  const type = `(${literal('"type":')} ${blank} ${literal('"function",')} ${blank})? `
  const named = `${literal(`"${nameKey}":`)} ${blank} ${literal(`${JSON.stringify(name)},`)} ${blank}`
  return `"{" ${blank} ${id}${type}${named} ${literal(`"${argumentsKey}":`)} ${blank} ${args} ${blank} "}"`
}

function header(text: string): string {
  return text
    .split('*')
    .map((part) => loose(part))
    .join(' [A-Za-z0-9]{1,9} ')
}

/** A text in which each run of white space may also be another. */
function loose(text: string): string {
  const parts = text.split(/(\s+)/).filter((part) => part !== '')
  return parts.length === 0 ? '""' : parts.map((part) => (part.trim() === '' ? blank : literal(part))).join(' ')
}

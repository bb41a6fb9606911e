import type { CustomToolGrammar } from 'colloquy/protocol'

import type { ArgumentsPart, GrammarPart } from '../structured/grammar-part.ts'
import type { JsonObject } from '../structured/schema/json.ts'
import { isBareArgument } from './argument-types.ts'
import type { CallBody, JsonBody, NamedBody, TaggedBody } from './call-body.ts'
import type { CallableTool } from './callable-tool.ts'
import { inputKey } from './custom-input.ts'
import { declaredArguments } from './declared-arguments.ts'
import type { CallDialect } from './dialect.ts'

// More calls than any turn needs; without a bound a weak model calls until its tokens are used up.
const mostCalls = 16

/** White space between the parts of a call: at most a line break and an indentation, so that none is endless. */
const blank: GrammarPart = { kind: 'either', parts: ['', ' ', '\n', '\n  ', '\n    '].map(text) }

/**
 * Describes the grammar of calls in a dialect, from the first call's opener to what closes the last one, with arguments
 * as each tool's schema has them.
 */
export function callGrammar(
  { calls: { layout, openers, body } }: CallDialect,
  tools: readonly CallableTool[],
  { parallel }: { parallel: boolean },
): GrammarPart {
  const [first] = openers
  const behindFirst = layout.open.slice(first === undefined || first.bare === true ? 0 : first.text.length)
  const marks = openers.flatMap((mark) => (mark.bare === true ? [] : [mark.text + behindFirst]))
  const call: GrammarPart = { kind: 'either', parts: tools.map((tool) => callPart(tool, body)) }
  const repeats = parallel && layout.between !== undefined
  const separator = sequence(loose(layout.between ?? ''), call)
  return sequence(
    optional(layout.section === undefined ? text('') : loose(layout.section)),
    { kind: 'either', parts: [...new Set([layout.open, ...marks])].map(loose) },
    call,
    repeats ? optional({ kind: 'repeat', part: separator, between: '', min: 1, max: mostCalls - 1 }) : text(''),
    loose(layout.close),
  )
}

function callPart(tool: CallableTool, body: CallBody): GrammarPart {
  switch (body.kind) {
    case 'json':
      return jsonCall(tool, body)
    case 'named':
      return sequence(namedHeader(tool, body), blank, argumentsPart(tool, 'json'))
    case 'python':
      return sequence(text(`${tool.name}(`), argumentsPart(tool, 'python'), text(')'))
    case 'tagged':
      return taggedCall(tool, body)
  }
}

function jsonCall(tool: CallableTool, { nameKey, argumentsKey, idKey }: JsonBody): GrammarPart {
  const number: GrammarPart = { kind: 'pattern', pattern: '[0-9]{1,4}', param: tool.param, written: 'json-string' }
  return sequence(
    text('{'),
    blank,
    idKey === undefined ? text('') : optional(sequence(text(`"${idKey}": `), number, text(','), blank)),
    // Not taught, but written by many.
    optional(sequence(text('"type": "function",'), blank)),
    text(`"${nameKey}":`),
    blank,
    text(`${JSON.stringify(tool.name)},`),
    blank,
    text(`"${argumentsKey}":`),
    blank,
    argumentsPart(tool, 'json'),
    blank,
    text('}'),
  )
}

function namedHeader({ name, param }: CallableTool, { headers }: NamedBody): GrammarPart {
  const number: GrammarPart = { kind: 'pattern', pattern: '[A-Za-z0-9]{1,9}', param, written: 'plain' }
  const ways = headers(name).map((header) => {
    const [first = '', ...more] = header.split('*')
    return sequence(loose(first), ...more.flatMap((part) => [number, loose(part)]))
  })
  return { kind: 'either', parts: ways }
}

function taggedCall(tool: CallableTool, body: TaggedBody): GrammarPart {
  const { beforeName, afterName, beforeKey, afterKey, beforeValue, afterValue, valuesOnLines, end } = body
  const line = valuesOnLines ? '\n' : ''
  const { properties = {} } = tool.parameters
  const args = argumentsPart(tool, {
    beforeKey,
    afterKey: `${afterKey}${beforeValue === '' ? '' : '\n'}${beforeValue}${line}`,
    afterValue: line + afterValue,
    between: '\n',
    rawKeys: new Set(Object.keys(Object(properties)).filter((key) => isBareArgument(tool, key))),
  })
  return sequence(text(beforeName + tool.name + afterName), blank, args, blank, text(end))
}

function argumentsPart(tool: CallableTool, notation: ArgumentsPart['notation']): GrammarPart {
  const { parameters, param, inputGrammar } = tool
  if (inputGrammar !== undefined) return inputPart(inputGrammar, param, notation)
  // A caller in this process may have members in its schema that are no JSON; on the wire they would be gone.
  const schema: JsonObject = JSON.parse(JSON.stringify(parameters))
  return { kind: 'arguments', schema: declaredArguments(schema), param, notation }
}

function inputPart(
  { syntax, definition }: CustomToolGrammar,
  param: string,
  notation: ArgumentsPart['notation'],
): GrammarPart {
  const written = 'json-string'
  const input: GrammarPart =
    syntax === 'lark'
      ? { kind: 'lark', definition, param, written }
      : { kind: 'pattern', pattern: definition, param, written }
  if (notation === 'json') return sequence(text(`{"${inputKey}":`), blank, input, blank, text('}'))
  if (notation === 'python') return sequence(text(`${inputKey}=`), input)
  return sequence(text(notation.beforeKey + inputKey + notation.afterKey), input, text(notation.afterValue))
}

/** A text in which each run of white space may also be another. */
function loose(written: string): GrammarPart {
  const parts = written.split(/(\s+)/).map((part) => (/^\s/.test(part) ? blank : text(part)))
  return sequence(...parts)
}

function text(written: string): GrammarPart {
  return { kind: 'text', text: written }
}

function sequence(...parts: readonly GrammarPart[]): GrammarPart {
  return { kind: 'sequence', parts }
}

function optional(part: GrammarPart): GrammarPart {
  return { kind: 'either', parts: [part, text('')] }
}

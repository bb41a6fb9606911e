import type { CustomToolGrammar } from 'colloquy/protocol'

import type { ArgumentsPart, GrammarPart } from '../structured/grammar-part.ts'
import type { JsonObject } from '../structured/schema/json.ts'
import { isBareArgument } from './argument-types.ts'
import type { BracedBody, CallBody, JsonBody, NamedBody, TaggedBody } from './call-body.ts'
import type { FormedTool } from './callable-tool.ts'
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
  { calls: { layout, openers, body } }: Pick<CallDialect, 'calls'>,
  tools: readonly FormedTool[],
  { parallel }: { parallel: boolean },
): GrammarPart {
  const [first] = openers
  const behindFirst = layout.open.slice(first === undefined || first.bare === true ? 0 : first.text.length)
  const marks = openers.flatMap((mark) => (mark.bare === true ? [] : [mark.text + behindFirst]))
  const call = callPart(tools, body)
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

/**
 * Any of the calls. Their common parts are written once, because each way in which a call may go on costs time at every
 * token.
 */
function callPart(tools: readonly FormedTool[], body: CallBody): GrammarPart {
  switch (body.kind) {
    case 'json':
      return jsonCall(tools, body)
    case 'named':
      return namedCall(tools, body)
    case 'python':
      return anyTool(tools, (tool) => sequence(text(`${tool.name}(`), argumentsPart(tool, 'python'), text(')')))
    case 'tagged':
      return sequence(
        text(body.beforeName),
        anyTool(tools, (tool) => taggedCall(tool, body)),
      )
    case 'braced':
      return sequence(
        text(body.beforeName),
        anyTool(tools, (tool) => bracedCall(tool, body)),
      )
  }
}

function jsonCall(tools: readonly FormedTool[], { nameKey, argumentsKey, idKey }: JsonBody): GrammarPart {
  const number: GrammarPart = { kind: 'pattern', pattern: '[0-9]{1,4}', param: 'tools', written: 'json-string' }
  return sequence(
    text('{'),
    blank,
    idKey === undefined ? text('') : optional(sequence(text(`"${idKey}": `), number, text(','), blank)),
    // Not taught, but written by many.
    optional(sequence(text('"type":'), blank, text('"function",'), blank)),
    text(`"${nameKey}":`),
    blank,
    anyTool(tools, (tool) =>
      sequence(
        text(`${JSON.stringify(tool.name)},`),
        blank,
        text(`"${argumentsKey}":`),
        blank,
        argumentsPart(tool, 'json'),
      ),
    ),
    blank,
    text('}'),
  )
}

function namedCall(tools: readonly FormedTool[], { headers }: NamedBody): GrammarPart {
  const taught = headers.map((header) => header.split('@'))
  const befores = new Set(taught.map(([before = '']) => before))
  const ways = Array.from(befores, (before) => {
    const behind = taught.flatMap(([start, after = '']) => (start === before ? [loose(after)] : []))
    const call = (tool: FormedTool): GrammarPart =>
      sequence(text(tool.name), { kind: 'either', parts: behind }, blank, argumentsPart(tool, 'json'))
    return sequence(loose(before), anyTool(tools, call))
  })
  return { kind: 'either', parts: ways }
}

function anyTool(tools: readonly FormedTool[], part: (tool: FormedTool) => GrammarPart): GrammarPart {
  return { kind: 'either', parts: tools.map(part) }
}

function taggedCall(tool: FormedTool, body: TaggedBody): GrammarPart {
  const { afterName, beforeKey, afterKey, beforeValue, afterValue, valuesOnLines, end } = body
  const line = valuesOnLines ? '\n' : ''
  const args = argumentsPart(tool, {
    beforeKey,
    afterKey: `${afterKey}${beforeValue === '' ? '' : '\n'}${beforeValue}${line}`,
    afterValue: line + afterValue,
    between: '\n',
    rawKeys: bareKeys(tool),
  })
  return sequence(text(tool.name + afterName), blank, args, blank, text(end))
}

// Inside of a value everything is JSON, which these models read and write as well.
function bracedCall(tool: FormedTool, { quote }: BracedBody): GrammarPart {
  const tags = { beforeKey: '', afterKey: ':', afterValue: '', rawQuote: quote, between: ',', rawKeys: bareKeys(tool) }
  return sequence(text(`${tool.name}{`), argumentsPart(tool, tags), text('}'))
}

function bareKeys(tool: FormedTool): ReadonlySet<string> {
  const { properties = {} } = tool.parameters
  return new Set(Object.keys(Object(properties)).filter((key) => isBareArgument(tool, key)))
}

function argumentsPart(tool: FormedTool, notation: ArgumentsPart['notation']): GrammarPart {
  const { parameters, param, inputGrammar } = tool
  if (inputGrammar !== undefined) return inputPart(inputGrammar, param, notation)
  // A caller in this process can pass a schema with members that are not JSON, such as functions. Over HTTP they would
  // be gone, so they are dropped here too.
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

/** A text in which each run of white space may also be another, and `*` is a few letters and digits. */
function loose(written: string): GrammarPart {
  const number: GrammarPart = { kind: 'pattern', pattern: '[A-Za-z0-9]{1,9}', param: 'tools', written: 'plain' }
  const parts = written.split(/(\s+|\*)/).map((part) => (part === '*' ? number : /^\s/.test(part) ? blank : text(part)))
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

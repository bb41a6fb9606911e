import type { SpecialToken } from '../prompt/tokenizer.ts'
import { headersOf } from './call-body.ts'
import type { CallDialect, Dialect, ReasoningMarks } from './dialect.ts'
import { commandR } from './formats/command-r.ts'
import { deepseekFenced, deepseekPlain } from './formats/deepseek.ts'
import { functionaryRecipients, functionTags } from './formats/functionary.ts'
import { functionGemma, gemma4 } from './formats/gemma.ts'
import { generic } from './formats/generic.ts'
import { harmony } from './formats/harmony.ts'
import { hermes } from './formats/hermes.ts'
import { jsonList } from './formats/json-list.ts'
import { kimi } from './formats/kimi.ts'
import { llamaJson } from './formats/llama-json.ts'
import { mistralList, mistralNamed } from './formats/mistral.ts'
import { markedPythonic, pythonic } from './formats/pythonic.ts'
import { argumentPairs, functionParameters } from './formats/tagged-parameters.ts'
import { reasoningMarks } from './reasoning-marks.ts'

/** Tells whether the template contains a text; `token` asks the vocabulary as well. */
interface Clues {
  readonly says: (...texts: readonly string[]) => boolean
  readonly token: (text: string) => boolean
}

// What gives a dialect away, the most telling first: many templates quote parts of another's form.
const clues: readonly (readonly [dialect: CallDialect, seen: (clues: Clues) => boolean])[] = [
  [harmony, ({ says }) => says('<|channel|>', '<|message|>', 'to=')],
  [functionaryRecipients, ({ says }) => says('>>>', 'recipient')],
  [functionParameters('<tool_call>', '</tool_call>'), ({ says }) => says('<tool_call>', '<function=', '<parameter=')],
  [
    functionParameters('<seed:tool_call>', '</seed:tool_call>', false),
    ({ says }) => says('<seed:tool_call>', '<parameter='),
  ],
  [functionTags, ({ says }) => says('<function=', '</function>') && !says('<parameter=')],
  [argumentPairs, ({ says }) => says('<arg_key>', '<arg_value>', '</tool_call>')],
  [deepseekFenced, ({ says }) => says('<｜tool▁call▁begin｜>', '```json')],
  [deepseekPlain, ({ says }) => says('<｜tool▁call▁begin｜>')],
  [kimi, ({ says }) => says('<|tool_call_begin|>', '<|tool_call_argument_begin|>')],
  [mistralNamed, ({ says }) => says('[TOOL_CALLS]', '[ARGS]')],
  [mistralList, ({ says }) => says('[TOOL_CALLS]')],
  [functionGemma, ({ says }) => says('<start_function_call>', '<escape>')],
  [gemma4, ({ says }) => says('<|tool_call>', '<tool_call|>')],
  [commandR, ({ says }) => says('<|START_ACTION|>', 'tool_name')],
  [
    markedPythonic,
    ({ says, token }) => says('<|tool_call_start|>') || says('<|tool_list_start|>') || token('<|tool_call_start|>'),
  ],
  [pythonic, ({ says }) => says('func_name1(params_name1=')],
  [jsonList('<TOOLCALL>', '</TOOLCALL>'), ({ says }) => says('<TOOLCALL>[')],
  [jsonList('<tool_calls>', '</tool_calls>'), ({ says }) => says('<tool_calls>', '"name"', '"arguments"')],
  [jsonList('<|tool_call|>'), ({ says }) => says('<|tool_call|>', 'JSON list')],
  [jsonList(' functools'), ({ says }) => says(' functools[')],
  [hermes, ({ says }) => says('<tool_call>', '</tool_call>', 'arguments') && !says('<invoke')],
  [llamaJson, ({ says }) => says('{"name": function name, "parameters": dictionary')],
]

/**
 * Finds how a model writes tool calls and reasoning, from its own chat template. A template that is not given tools, or
 * shows them in a form not known here, makes the dialect `generic`: the model is told of tools in our words.
 */
export function dialectOf(templateSource: string, specialTokens: readonly SpecialToken[] = []): Dialect {
  const tokens = new Set(specialTokens.map(({ text }) => text))
  const hasToken = (text: string): boolean => tokens.has(text)
  const says = (...texts: readonly string[]): boolean => texts.every((text) => templateSource.includes(text))
  const known = readsTools(templateSource)
    ? clues.find(([, seen]) => seen({ says, token: hasToken }))?.[0]
    : // The channels are the model's own, whether or not there are tools.
      says('<|channel|>', '<|message|>')
      ? harmony
      : undefined
  const dialect = known ?? generic
  const reasoning = reasoningMarks(templateSource, hasToken)
  const marks = specialTokens.filter(isMark(dialect, reasoning))
  return {
    name: dialect.name,
    calls: dialect.calls,
    toolPrompt: known === undefined || !readsTools(templateSource) ? 'instructions' : 'template',
    reasoning,
    layoutMarks: dialect.layoutMarks ?? [],
    markTokens: new Map(marks.map(({ id, text }) => [id, text])),
    quotableMarks: new Set(
      marks.filter(({ kind }) => kind === 'control' || dialect.marksAreTokens === true).map(({ text }) => text),
    ),
    ...(dialect.speechOpener === undefined ? {} : { speechOpener: dialect.speechOpener }),
    ...(dialect.callIds === undefined ? {} : { callIds: dialect.callIds }),
  }
}

// The variable itself, not a word of the template's text.
function readsTools(templateSource: string): boolean {
  return /\{[{%][^}]*?(?<!["'\w.])tools\b(?!["'\w])/.test(templateSource)
}

/** Tells the tokens that spell marks, or parts of them. */
function isMark(dialect: CallDialect, reasoning: readonly ReasoningMarks[]): (token: SpecialToken) => boolean {
  const { openers, closers, layout, body } = dialect.calls
  const texts = [
    ...reasoning.flatMap(({ open, close, resume }) => [open.text, ...close, resume ?? '']),
    ...(dialect.layoutMarks ?? []).map(({ text }) => text),
    ...openers.map(({ text }) => text),
    ...closers,
    ...Object.values(layout),
    ...(body.kind === 'named' ? headersOf(body, '') : []),
    ...(body.kind === 'braced' ? [body.quote] : []),
    ...(body.kind === 'tagged'
      ? [body.beforeName, body.beforeKey, body.afterKey, body.beforeValue, body.afterValue, body.end]
      : []),
  ].join('\n')
  // Tokens of one or two characters are words, whatever their kind.
  return ({ text }) => text.length > 2 && texts.includes(text)
}

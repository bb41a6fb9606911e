import type { CallDialect, Dialect, ReasoningMarks } from '../dialect.ts'
import { commandR } from '../formats/command-r.ts'
import { deepseekFenced, deepseekPlain } from '../formats/deepseek.ts'
import { functionaryRecipients, functionTags } from '../formats/functionary.ts'
import { functionGemma, gemma4 } from '../formats/gemma.ts'
import { generic } from '../formats/generic.ts'
import { harmony, harmonyReasoning } from '../formats/harmony.ts'
import { hermes } from '../formats/hermes.ts'
import { jsonList } from '../formats/json-list.ts'
import { kimi } from '../formats/kimi.ts'
import { llamaJson } from '../formats/llama-json.ts'
import { mistralList, mistralNamed } from '../formats/mistral.ts'
import { markedPythonic, pythonic } from '../formats/pythonic.ts'
import { argumentPairs, functionParameters } from '../formats/tagged-parameters.ts'

const think: ReasoningMarks = { open: { text: '<think>', where: 'start' }, close: ['</think>'] }

/** Each way of writing calls, with the reasoning its models write. */
export const dialects = {
  hermes: dialect(hermes, [think]),
  llamaJson: dialect(llamaJson),
  pythonic: dialect(pythonic),
  markedPythonic: dialect(markedPythonic),
  mistralList: dialect(mistralList),
  mistralNamed: dialect(mistralNamed, [{ open: { text: '[THINK]', where: 'anywhere' }, close: ['[/THINK]'] }]),
  functionaryRecipients: dialect(functionaryRecipients),
  functionTags: dialect(functionTags),
  deepseekFenced: dialect(deepseekFenced, [think]),
  deepseekPlain: dialect(deepseekPlain, [think]),
  kimi: dialect(kimi, [think]),
  harmony: dialect(harmony, [harmonyReasoning]),
  commandR: dialect(commandR, [{ open: { text: '<|START_THINKING|>', where: 'anywhere' }, close: ['<|END_THINKING|>'] }]),
  jsonList: dialect(jsonList('<TOOLCALL>', '</TOOLCALL>')),
  functionParameters: dialect(functionParameters('<tool_call>', '</tool_call>'), [think]),
  argumentPairs: dialect(argumentPairs, [think]),
  functionGemma: dialect(functionGemma),
  gemma4: dialect(gemma4, [{ open: { text: '<|channel>thought', where: 'anywhere' }, close: ['<channel|>'] }]),
  generic: dialect(generic),
} satisfies Record<string, Dialect>

/** The name of a dialect here. */
export type DialectKey = keyof typeof dialects

function dialect(format: CallDialect, reasoning: readonly ReasoningMarks[] = []): Dialect {
  return { layoutMarks: [], ...format, toolPrompt: 'template', reasoning, markTokens: new Map(), quotableMarks: new Set() }
}

import type { ChatCompletionRequest } from 'colloquy/protocol'

import type { FormedTool } from '../dialects/callable-tool.ts'
import type { ToolPlan } from '../dialects/tool-plan.ts'
import { responseSchemaParam } from '../answer/response-grammar.ts'

/** All that a request says about the form of its answer, as JSON. */
export interface AskedForm extends Pick<ToolPlan, 'required' | 'parallel'> {
  /** Null where the answer may be any text. */
  readonly format: NonNullable<ChatCompletionRequest['response_format']> | null
  /** The tools that may be called. */
  readonly tools: readonly FormedTool[]
}

/** Reads what the answer is to be; undefined where it may be anything. */
export function askedForm(
  { response_format: format }: Pick<ChatCompletionRequest, 'response_format'>,
  { callable, required, parallel }: ToolPlan,
): AskedForm | undefined {
  const isFree = format === undefined || format === null || format.type === 'text'
  if (isFree && callable.length === 0) return undefined
  const tools = callable.map(({ name, parameters, inputGrammar, param }) => {
    return { name, parameters, param, ...(inputGrammar === undefined ? {} : { inputGrammar }) }
  })
  return { format: isFree || required ? null : format, tools, required, parallel }
}

/** The field to name where the form as a whole cannot be enforced. */
export function paramOf({ format, tools }: AskedForm): string {
  return format === null ? (tools[0]?.param ?? '') : responseSchemaParam
}

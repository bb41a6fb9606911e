import type { ChatCompletionRequest } from '../protocol/index.ts'
import { lacking, type ValidationIssue } from './validation-issue.ts'

/** The first rule that a request to go on with its last message breaks, or undefined. */
export function findContinuationClash(
  { messages, continue_final_message, add_generation_prompt }: ChatCompletionRequest,
  options: { unknown?: 'refuse' | 'keep' | undefined },
): ValidationIssue | undefined {
  if (continue_final_message !== true) {
    // Behind a finished turn a model writes whatever comes next, the user's turn included. A server may want that.
    if (add_generation_prompt !== false || options.unknown === 'keep') return undefined
    return lacking(
      'add_generation_prompt',
      '`add_generation_prompt` is false, but nothing is to be continued: set `continue_final_message` to true, or leave it out.',
    )
  }
  if (add_generation_prompt === true) {
    return {
      code: 'invalid_parameter_combination',
      param: 'add_generation_prompt',
      message:
        '`add_generation_prompt` begins a new message, `continue_final_message` goes on with the last one: set `add_generation_prompt` to false.',
    }
  }
  const last = messages.at(-1)
  if (last?.role !== 'assistant') return refusal(`is of \`${last?.role}\``)
  if ((last.tool_calls?.length ?? 0) > 0 || (last.function_call ?? undefined) !== undefined)
    return refusal('calls tools')
  const { content, reasoning_content, reasoning } = last
  if ((content?.length ?? 0) > 0 || Boolean(reasoning_content) || Boolean(reasoning)) return undefined
  return refusal('says nothing')
}

function refusal(what: string): ValidationIssue {
  return {
    code: 'invalid_value',
    param: 'continue_final_message',
    message: `\`continue_final_message\` goes on with words of the assistant, but the last message ${what}.`,
  }
}

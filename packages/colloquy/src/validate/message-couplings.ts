import type { ChatCompletionRequestAssistantMessage, ChatCompletionRequestMessage } from '../protocol/index.ts'
import type { ValidationIssue } from './validation-issue.ts'

/**
 * The first rule between messages that is broken, or undefined: an assistant message says something, each of its tool
 * calls is answered before the next turn, and each tool message answers a call made just before.
 */
export function findMessageClash(messages: readonly ChatCompletionRequestMessage[]): ValidationIssue | undefined {
  const calls = new OpenCalls()
  for (const [index, message] of messages.entries()) {
    const param = `messages[${index}]`
    if (message.role === 'tool') {
      if (!calls.answer(message.tool_call_id)) return orphan(`${param}.tool_call_id`)
      continue
    }
    const unanswered = calls.first()
    if (unanswered !== undefined) return neglected(unanswered)
    if (message.role === 'assistant') {
      const issue = findAssistantClash(message, param)
      if (issue !== undefined) return issue
      calls.open(message, param)
    }
  }
  const unanswered = calls.first()
  return unanswered === undefined ? undefined : neglected(unanswered)
}

/** The calls of the last assistant message that wait for a tool message. */
class OpenCalls {
  /** Paths of waiting calls by id; vendors have sent one id for two calls, which then need two answers. */
  readonly #waiting = new Map<string, string[]>()

  open(message: ChatCompletionRequestAssistantMessage, param: string): void {
    for (const [index, call] of (message.tool_calls ?? []).entries()) {
      const paths = this.#waiting.get(call.id)
      const path = `${param}.tool_calls[${index}]`
      if (paths === undefined) this.#waiting.set(call.id, [path])
      else paths.push(path)
    }
  }

  answer(id: string): boolean {
    const paths = this.#waiting.get(id)
    if (paths === undefined) return false
    paths.pop()
    if (paths.length === 0) this.#waiting.delete(id)
    return true
  }

  first(): string | undefined {
    for (const [path] of this.#waiting.values()) return path
    return undefined
  }
}

function orphan(param: string): ValidationIssue {
  return {
    code: 'invalid_value',
    param,
    message:
      `\`${param}\` answers no open call; it must repeat the \`id\` of an unanswered entry in \`tool_calls\` ` +
      'of the assistant message before.',
  }
}

function neglected(param: string): ValidationIssue {
  return {
    code: 'invalid_value',
    param,
    message: `\`${param}\` has no answer; a tool message with its \`id\` as \`tool_call_id\` must follow before the next turn.`,
  }
}

function findAssistantClash(
  message: ChatCompletionRequestAssistantMessage,
  param: string,
): ValidationIssue | undefined {
  const { content } = message
  if (content === undefined || content === null) {
    if (saysSomethingElse(message)) return undefined
    return {
      code: 'missing_required_parameter',
      param: `${param}.content`,
      message: `\`${param}.content\` is missing; an assistant message needs it unless it has \`tool_calls\`.`,
    }
  }
  if (typeof content === 'string' || content.length === 1) return undefined
  const refusal = content.findIndex((part) => part.type === 'refusal')
  if (refusal === -1) return undefined
  return {
    code: 'invalid_value',
    param: `${param}.content[${refusal}]`,
    message: `\`${param}.content[${refusal}]\` is a refusal among other parts; a refusal must stand alone.`,
  }
}

/** A reply without text is still one: calls, a refusal, sound, or thinking that met its limit. It can be sent back. */
function saysSomethingElse(message: ChatCompletionRequestAssistantMessage): boolean {
  const { tool_calls, function_call, refusal, audio, reasoning_content, reasoning, reasoning_details } = message
  if (tool_calls !== undefined && tool_calls !== null && tool_calls.length > 0) return true
  const others = [function_call, refusal, audio, reasoning_content, reasoning, reasoning_details]
  return others.some((other) => other !== undefined && other !== null)
}

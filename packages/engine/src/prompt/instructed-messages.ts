import type {
  ChatCompletionRequestAssistantMessage,
  ChatCompletionRequestMessage,
  ChatCompletionTool,
} from 'colloquy/protocol'

import { plainContent } from './message-content.ts'
import { sentCalls } from './sent-calls.ts'
import { withSystemWords } from './system-words.ts'

/**
 * Tells a model of tools whose chat template does not: the definitions and the form of a call stand in the first system
 * message, calls and results of earlier turns become plain text in the same form.
 */
export function instructedMessages(
  messages: readonly ChatCompletionRequestMessage[],
  tools: readonly ChatCompletionTool[],
): ChatCompletionRequestMessage[] {
  const told = asPlainTexts(messages)
  if (tools.length === 0) return told
  return withSystemWords(told, instructions(tools))
}

function instructions(tools: readonly ChatCompletionTool[]): string {
  const definitions = tools.map((tool) => JSON.stringify(tool.function)).join('\n')
  return `You can call functions. These are their definitions, one JSON object a line:
<tools>
${definitions}
</tools>
To call a function, answer with nothing but its name and its arguments, in this form:
<tool_call>
{"name": "...", "arguments": {...}}
</tool_call>
The result comes in the next message. Call a function only where it helps with the answer.`
}

function asPlainTexts(messages: readonly ChatCompletionRequestMessage[]): ChatCompletionRequestMessage[] {
  const told: ChatCompletionRequestMessage[] = []
  // Such templates often want user and assistant to take turns: the results of one turn are one message.
  let results: string[] = []
  for (const [index, message] of messages.entries()) {
    const isResult = message.role === 'tool' || message.role === 'function'
    if (isResult) results.push(`<tool_response>\n${plainContent(message, index)}\n</tool_response>`)
    else {
      told.push(...userMessage(results), message.role === 'assistant' ? withWrittenCalls(message, index) : message)
      results = []
    }
  }
  return [...told, ...userMessage(results)]
}

function userMessage(results: readonly string[]): ChatCompletionRequestMessage[] {
  return results.length === 0 ? [] : [{ role: 'user', content: results.join('\n') }]
}

function withWrittenCalls(message: ChatCompletionRequestAssistantMessage, index: number): ChatCompletionRequestMessage {
  const calls = sentCalls(message)
  if (calls.length === 0) return message
  const written = calls.map(({ name, arguments: text }) => {
    const args = text.trim() === '' ? '{}' : text
    return `<tool_call>\n{"name": ${JSON.stringify(name)}, "arguments": ${args}}\n</tool_call>`
  })
  const said = plainContent(message, index)
  return { ...message, tool_calls: null, function_call: null, content: [said, ...written].filter(Boolean).join('\n') }
}

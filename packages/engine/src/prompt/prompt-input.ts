import type { ChatCompletionRequest } from 'colloquy/protocol'

import type { Dialect } from '../dialects/dialect.ts'
import type { ToolPlan } from '../dialects/tool-plan.ts'
import type { PromptInput } from './chat-template.ts'
import { instructedMessages } from './instructed-messages.ts'
import { textContent } from './message-content.ts'
import { withSystemWords } from './system-words.ts'

// Models have no switch for it, so they are asked for it. `medium` is what they do anyway.
const verbosityWords: Readonly<Record<string, string>> = {
  low: 'Answer as briefly as you can.',
  high: 'Answer at length and in detail.',
}

/** What of a request goes into the prompt, in the way the model can be told it. */
export function promptInput(
  request: ChatCompletionRequest,
  { shown }: ToolPlan,
  { toolPrompt }: Pick<Dialect, 'toolPrompt'>,
): PromptInput {
  const { messages, tool_choice, reasoning_effort, verbosity } = request
  // Refuse content that is not text before messages are joined, so that the error names its place in the request.
  for (const [index, message] of messages.entries()) textContent(message, index)
  const tools = shown.map(({ definition }) => definition)
  const told = toolPrompt === 'instructions' ? instructedMessages(messages, tools) : messages
  const words = verbosityWords[verbosity ?? 'medium']
  return {
    messages: words === undefined ? told : withSystemWords(told, words),
    tools: toolPrompt === 'instructions' || tools.length === 0 ? null : tools,
    tool_choice: tool_choice ?? null,
    reasoning_effort: reasoning_effort ?? null,
  }
}

import { InvalidRequestError } from 'colloquy'

import type { ChatTemplate, PromptInput } from './chat-template.ts'
import { endingWith, type ContinuedAnswer } from './continued-answer.ts'
import type { RenderedPrompt } from './rendered-prompt.ts'

/**
 * Renders a conversation up to where the assistant's answer begins, or, where one is to go on, to where it stops.
 *
 * Templates write the end of a turn after every answer and may trim what it says. So the answer is rendered with a word
 * at its end that is found again, and the prompt is cut before it. Throws `unsupported_value` (400) where it is not found:
 * many templates leave reasoning out of earlier answers.
 */
export function renderPrompt(
  template: ChatTemplate,
  input: PromptInput,
  continued: ContinuedAnswer | undefined,
): RenderedPrompt {
  if (continued === undefined) return template.render(input)
  // New each time, so that no text can contain it.
  const ending = crypto.randomUUID()
  const messages = endingWith(input.messages, continued, ending)
  const { text, userSpans, templateSource } = template.render({ ...input, messages, add_generation_prompt: false })
  const end = text.lastIndexOf(ending)
  if (end === -1) {
    throw new InvalidRequestError(
      `The last message cannot be continued: the model's chat template leaves its ${continued.part} out of the prompt.`,
      { code: 'unsupported_value', param: 'continue_final_message' },
    )
  }
  return {
    text: text.slice(0, end),
    userSpans: userSpans.flatMap((span) => (span.start < end ? [{ ...span, end: Math.min(span.end, end) }] : [])),
    templateSource,
  }
}

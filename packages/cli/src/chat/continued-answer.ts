/** `/continue`: an answer that was cut short goes on. */
import type { ChatCompletion, ChatCompletionRequest, ChatCompletionRequestAssistantMessage } from 'colloquy/protocol'
import type { AnswerOutput, AnswerSink } from '../ask/answer-sink.ts'
import { messageText } from '../sessions/message-text.ts'

/** Asks to go on with `begun`, in the words of vLLM, SGLang and llama.cpp; the engine knows them too. */
export function askingToGoOn(
  request: ChatCompletionRequest,
  begun: ChatCompletionRequestAssistantMessage,
): ChatCompletionRequest {
  const messages = [...request.messages, begun]
  return { ...request, messages, continue_final_message: true, add_generation_prompt: false }
}

/** The answer with what it began with. */
export function joinedAnswer(begun: ChatCompletionRequestAssistantMessage, answer: ChatCompletion): ChatCompletion {
  const [first, ...others] = answer.choices
  if (first === undefined) return answer
  return { ...answer, choices: [{ ...first, message: joinedMessage(begun, first.message) }, ...others] }
}

/** What was said, reasoning and words, in one message. */
export function joinedMessage<Message extends Said>(
  begun: ChatCompletionRequestAssistantMessage,
  rest: Message,
): Message {
  const reasoning = (begun.reasoning_content ?? begun.reasoning ?? '') + (rest.reasoning_content ?? '')
  const content = messageText(begun) + (rest.content ?? '')
  return { ...rest, content, ...(reasoning === '' ? {} : { reasoning_content: reasoning }) }
}

interface Said {
  readonly content?: string | null
  readonly reasoning_content?: string | null
}

/**
 * Makes a sink that goes on where the terminal shows the end of `begun` already: only its last line is shown once more,
 * so that the words that follow stand after it, in the colours they would have had.
 */
export async function sinkBehind(
  begun: ChatCompletionRequestAssistantMessage,
  output: AnswerOutput,
  open: (output: AnswerOutput) => AnswerSink,
): Promise<AnswerSink> {
  let shown = ''
  let write: Write | undefined
  let isShown = true
  const held =
    (next: Write): Write =>
    async (text) => {
      if (!isShown) return next(text)
      shown += text
      write = next
    }
  const sink = open({
    isTTY: output.isTTY,
    write: held((text) => output.write(text)),
    writeForeign: held((text) => output.writeForeign(text)),
  })
  await sink.push(asChunk(messageText(begun)))
  isShown = false
  await write?.(shown.slice(shown.lastIndexOf('\n') + 1))
  return sink
}

type Write = (text: string) => Promise<void>

function asChunk(content: string): Parameters<AnswerSink['push']>[0] {
  return {
    id: '',
    object: 'chat.completion.chunk',
    created: 0,
    model: '',
    choices: [{ index: 0, delta: { content }, finish_reason: null }],
  }
}

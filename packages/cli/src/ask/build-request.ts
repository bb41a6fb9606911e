/** Makes the request out of the question. */
import type { ChatCompletionRequest, ChatCompletionTool } from 'colloquy/protocol'
import { validateChatCompletionRequest } from 'colloquy/validate'
import type { Sampling } from './choose-sampling.ts'
import type { Question } from './question.ts'

/**
 * The request as it goes over the wire; fields of `-o` win over those of other flags. Throws InvalidRequestError for
 * what no backend would take; what only an endpoint can know (a vendor's own fields and values) is left to it.
 *
 * `tools` are those of the command line; a request may name others with `-o tools=…`.
 */
export function buildRequest(
  question: Question,
  model: string,
  sampling: Sampling,
  tools: readonly ChatCompletionTool[],
): ChatCompletionRequest {
  const offered = tools.length === 0 ? {} : { tools }
  const request = { model, ...sampling, ...requestFields(question), ...offered, ...question.extra }
  return validateChatCompletionRequest(request, { unknown: question.target.kind === 'endpoint' ? 'keep' : 'refuse' })
}

function requestFields({ messages, options }: Question): Record<string, unknown> {
  const { temperature, seed, stop } = options
  const topP = options['top-p']
  const maxTokens = options['max-tokens']
  const { n, effort, logprobs } = options
  const counts = options.stats === true || options.json === true || options.jsonl === true
  return {
    messages,
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(maxTokens === undefined ? {} : { max_completion_tokens: maxTokens }),
    ...(seed === undefined ? {} : { seed }),
    ...(stop === undefined ? {} : { stop }),
    ...(n === undefined ? {} : { n }),
    ...(effort === undefined ? {} : { reasoning_effort: effort }),
    ...(logprobs === undefined ? {} : { logprobs: true, top_logprobs: logprobs }),
    stream: true,
    // Asked for only where somebody reads it: some older servers refuse the field.
    ...(counts ? { stream_options: { include_usage: true } } : {}),
  }
}

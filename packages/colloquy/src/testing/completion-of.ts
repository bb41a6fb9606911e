import type { ChatCompletion, ChatCompletionRequest } from '../protocol/index.ts'

/** Makes the completion a text stands for, `n` times where the request asks for it; a completion stays as it is. */
export function completionOf(answer: string | ChatCompletion, { model, n }: ChatCompletionRequest): ChatCompletion {
  if (typeof answer !== 'string') return answer
  const words = answer.split(/\s+/).filter(Boolean).length
  const completion_tokens = words * (n ?? 1)
  return {
    id: 'chatcmpl-scripted',
    object: 'chat.completion',
    created: 0,
    model,
    choices: Array.from({ length: n ?? 1 }, (_, index) => ({
      index,
      message: { role: 'assistant', content: answer, refusal: null },
      finish_reason: 'stop',
      logprobs: null,
    })),
    // Words stand for tokens; a prompt counts as one.
    usage: { prompt_tokens: 1, completion_tokens, total_tokens: 1 + completion_tokens },
  }
}

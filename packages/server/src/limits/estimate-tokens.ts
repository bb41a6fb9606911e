import type { ChatCompletionRequest } from 'colloquy/protocol'

/**
 * About how many tokens a request will cost, to be taken from a limit before the answer is known: four letters a token,
 * as OpenAI estimates, and the whole length an answer may have.
 */
export function estimateTokens(request: ChatCompletionRequest): { readonly prompt: number; readonly total: number } {
  const prompt = Math.ceil(JSON.stringify([request.messages, request.tools ?? []]).length / 4)
  const answer = request.max_completion_tokens ?? request.max_tokens ?? 0
  return { prompt, total: prompt + answer * (request.n ?? 1) }
}

import type { ChatCompletion, ChatCompletionRequest } from '../protocol/index.ts'
import { checkRequest, completionCall, startDeadline } from './call.ts'
import { resolveConnection } from './connection.ts'
import type { CallOptions } from './options.ts'
import { parseCompletion } from './parse-answer.ts'
import { readAnswer } from './read-body.ts'
import { sendWithRetries } from './send-with-retries.ts'

/**
 * Creates a chat completion without a client. Use it where bundle size matters.
 *
 * Retries, limits and errors are those of {@link Colloquy}. The answer comes whole. Rejects with a `ColloquyError`.
 *
 * @example
 * const { choices } = await createChatCompletion(
 *   { model: 'smollm2', messages: [{ role: 'user', content: 'Say hello.' }] },
 *   { baseURL: 'http://localhost:8080/v1' },
 * )
 */
export async function createChatCompletion(
  request: ChatCompletionRequest & { stream?: false | null },
  options: CallOptions = {},
): Promise<ChatCompletion> {
  checkRequest(request, options)
  const connection = resolveConnection(options)
  const call = completionCall(request)
  const deadline = startDeadline(connection, options)
  try {
    const sent = await sendWithRetries(connection, call, options, deadline)
    return parseCompletion(await readAnswer(sent.response, deadline, connection.maxResponseBytes), sent)
  } finally {
    deadline.release()
  }
}

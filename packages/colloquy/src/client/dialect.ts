import { InvalidRequestError } from '../errors/colloquy-error.ts'
import type { ChatCompletionRequest } from '../protocol/index.ts'

/** How a server differs from OpenAI's. What is left out is as in OpenAI's API. */
export interface Dialect {
  /**
   * The name the server has for the limit of the answer; the other one is renamed. Many servers know `max_tokens` only,
   * OpenAI's reasoning models `max_completion_tokens` only. Default: as the request says.
   */
  readonly tokenLimit?: 'max_tokens' | 'max_completion_tokens' | undefined
  /** The role that instructions are given under; templates of many open models know no `developer`. Default: as said. */
  readonly instructions?: 'system' | 'developer' | undefined
  /** False for a server that refuses `stream_options`: streams then tell no usage. Default true. */
  readonly streamOptions?: boolean | undefined
}

/** Writes a request as its server wants it. Throws `InvalidRequestError` where both names of a limit are given. */
export function translate(request: ChatCompletionRequest, dialect: Dialect): ChatCompletionRequest {
  const { tokenLimit, instructions, streamOptions = true } = dialect
  const { max_tokens, max_completion_tokens, ...unlimited } = request
  if (tokenLimit && max_tokens != null && max_completion_tokens != null) {
    throw new InvalidRequestError('The server knows one limit: give `max_tokens` or `max_completion_tokens`.', {
      code: 'invalid_parameter_combination',
      param: 'max_tokens',
    })
  }
  const limit = max_completion_tokens ?? max_tokens
  const limited = tokenLimit ? { ...unlimited, ...(limit !== undefined && { [tokenLimit]: limit }) } : request
  const { stream_options, messages, ...rest } = limited
  return {
    ...rest,
    messages:
      instructions && Array.isArray(messages)
        ? messages.map((message) =>
            message.role === 'system' || message.role === 'developer' ? { ...message, role: instructions } : message,
          )
        : messages,
    ...(stream_options !== undefined && streamOptions && { stream_options }),
  }
}

import { InvalidRequestError } from '../errors/colloquy-error.ts'
import type { ChatCompletionRequest } from '../protocol/index.ts'

/** How a server differs from OpenAI's. Anything you leave out is as in OpenAI's API. */
export interface Dialect {
  /**
   * The server's name for the token limit of an answer; a request that uses the other name is rewritten. Many servers know
   * only `max_tokens`, and OpenAI's reasoning models only `max_completion_tokens`. Default: as the request says.
   */
  readonly tokenLimit?: 'max_tokens' | 'max_completion_tokens' | undefined
  /** The role of instructions; chat templates of many open models do not know `developer`. Default: as the request says. */
  readonly instructions?: 'system' | 'developer' | undefined
  /** Set to false for a server that refuses `stream_options`; streams then report no usage. Default true. */
  readonly streamOptions?: boolean | undefined
}

/** Writes a request as the server expects it. Throws `InvalidRequestError` if both names of the limit are given. */
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

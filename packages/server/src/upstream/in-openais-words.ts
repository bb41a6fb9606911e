import { InvalidRequestError, isColloquyError } from 'colloquy'

/**
 * A refusal of an upstream as OpenAI's API has it, where clients act on the code: a prompt that is too long is cut by
 * them, and sent again. llama-server, vLLM and SGLang each say it in their own way. Others stay as they are.
 */
export function inOpenAisWords(error: unknown): unknown {
  if (!isColloquyError(error) || error.status === undefined || !tooLong.test(`${error.type} ${error.message}`))
    return error
  return new InvalidRequestError(error.message, {
    code: 'context_length_exceeded',
    param: 'messages',
    status: 400,
    cause: error,
  })
}

// "exceed_context_size_error" and "exceeds the available context size" (llama-server), "This model's maximum context length
// is …" (vLLM, OpenAI), "longer than the maximum model length of …" (vLLM), "longer than the model's context length" (SGLang).
const tooLong =
  /exceed_context_size|exceeds? the available context size|maximum context length|than the (?:maximum model length|model's context length)/i

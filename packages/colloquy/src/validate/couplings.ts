import type { ChatCompletionRequest } from '../protocol/index.ts'
import { findContinuationClash } from './continuation-couplings.ts'
import { findMessageClash } from './message-couplings.ts'
import { findToolClash } from './tool-couplings.ts'
import { lacking, type ValidationIssue } from './validation-issue.ts'

/** What the couplings depend on beside the request. */
export interface FindClashOptions {
  /** With `keep`, rules of OpenAI's own storage are left to the server that answers. Default `refuse`. */
  unknown?: 'refuse' | 'keep' | undefined
}

/** The first rule between fields that a well-shaped request breaks, or undefined. */
export function findClash(request: ChatCompletionRequest, options: FindClashOptions = {}): ValidationIssue | undefined {
  return (
    findOptionClash(request) ??
    (options.unknown === 'keep' ? undefined : findStorageClash(request)) ??
    findToolClash(request) ??
    findMessageClash(request.messages) ??
    findContinuationClash(request, options)
  )
}

function findOptionClash(request: ChatCompletionRequest): ValidationIssue | undefined {
  if (isSet(request.top_logprobs) && request.logprobs !== true) {
    return lacking('top_logprobs', '`top_logprobs` needs `logprobs`: set `logprobs` to true.')
  }
  if (isSet(request.stream_options) && request.stream !== true) {
    return lacking('stream_options', '`stream_options` belongs to streams: set `stream` to true, or leave it out.')
  }
  if (isSet(request.max_tokens) && isSet(request.max_completion_tokens)) {
    return {
      code: 'invalid_parameter_combination',
      param: 'max_tokens',
      message:
        '`max_tokens` and `max_completion_tokens` set the same limit: leave out `max_tokens`, the deprecated one.',
    }
  }
  if (request.modalities?.includes('audio') === true && !isSet(request.audio)) {
    return {
      code: 'missing_required_parameter',
      param: 'audio',
      message: '`audio` is missing; `modalities` asks for audio, so it must tell `voice` and `format`.',
    }
  }
  return undefined
}

function findStorageClash(request: ChatCompletionRequest): ValidationIssue | undefined {
  const { metadata } = request
  if (isSet(metadata) && Object.keys(metadata).length > 0 && request.store !== true) {
    return lacking('metadata', '`metadata` is kept with stored completions only: set `store` to true, or leave it out.')
  }
  return undefined
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null
}

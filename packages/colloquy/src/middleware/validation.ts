import { ChatCompletionStream } from '../client/completion-stream.ts'
import { Deadline } from '../client/deadline.ts'
import { InvalidResponseError } from '../errors/colloquy-error.ts'
import { callbackError } from '../errors/callback-error.ts'
import type { ChatCompletionChunk } from '../protocol/index.ts'
import { checkChatCompletion, checkChatCompletionChunk } from '../validate/check-reply.ts'
import type { ValidationIssue } from '../validate/validation-issue.ts'
import type { Middleware } from './middleware.ts'
import { StreamedChunks } from './streamed-chunks.ts'

/** What to do with an answer that differs from the published schema. */
export type OnIssues = 'throw' | 'warn' | ((issues: readonly ValidationIssue[]) => void)

/**
 * Checks answers against the published schema: whole ones at once, streams chunk by chunk.
 *
 * `throw` ends the call with an `InvalidResponseError` that names the field, `warn` writes to the console, and a function
 * is called. Fields and enum values that servers add are allowed. Without this middleware the client accepts any answer
 * that has choices, because many servers leave something out.
 *
 * @example
 * const client = new Colloquy({ middleware: chain(validation('warn')) })
 */
export function validation(onIssues: OnIssues): Middleware {
  return async (context, next) => {
    const result = await next(context)
    if (!(result instanceof ChatCompletionStream)) {
      report(checkChatCompletion(result), onIssues)
      return result
    }
    const deadline = new Deadline()
    const onChunk = (chunk: ChatCompletionChunk): void => report(checkChatCompletionChunk(chunk), onIssues)
    const checked = new StreamedChunks(async () => result, { onChunk }, deadline)
    return new ChatCompletionStream(checked, deadline, (completion) => completion)
  }
}

function tell(onIssues: Exclude<OnIssues, string>, issues: readonly ValidationIssue[]): void {
  try {
    onIssues(issues)
  } catch (error) {
    throw callbackError(error)
  }
}

function report(issues: readonly ValidationIssue[], onIssues: OnIssues): void {
  const [first] = issues
  if (!first) return
  if (typeof onIssues === 'function') return tell(onIssues, issues)
  const text = issues.map(({ message }) => message).join(' ')
  if (onIssues === 'throw') throw new InvalidResponseError(text)
  console.warn(`An answer differs from the published shape. ${text}`)
}

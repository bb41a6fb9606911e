import { wrongType } from '../client/check-options.ts'
import { isColloquyError } from '../errors/colloquy-error.ts'
import { isRecord } from '../is-record.ts'
import type { ChatCompletion, ChatCompletionRequest } from '../protocol/index.ts'
import type { Middleware } from './middleware.ts'

/** Where log lines go: `console`, or a logger of pino or winston with `logging`'s `line`. */
export interface Logger {
  /** A call started or succeeded. */
  info(message: string, fields: LogFields): void
  /** A call failed. */
  error(message: string, fields: LogFields): void
}

/** The fields logged about a call. */
export type LogFields = Readonly<Record<string, unknown>>

/** How calls are logged. */
export interface LoggingOptions {
  /**
   * Whether to log the conversation as well: messages, tools and the answer. Default false, because conversations are
   * private and logs are read by others.
   */
  content?: boolean
  /** Changes the fields just before they are logged; return undefined to log nothing. Default: all fields are logged. */
  redact?: (fields: LogFields) => LogFields | undefined
  /** Milliseconds on a clock that never goes back; for tests. Default: `performance.now()`. */
  now?: () => number
}

/**
 * Logs when each call starts and how it ends, with model, duration, tokens and request id. Keys and headers are never
 * logged, and the conversation only if you ask for it.
 *
 * @example
 * const client = new Colloquy({ middleware: chain(logging(console)) })
 */
export function logging(logger: Logger, options: LoggingOptions = {}): Middleware {
  for (const level of ['info', 'error'] as const) {
    if (!isRecord(logger) || typeof logger[level] !== 'function')
      throw wrongType('logger', logger, `: it has no \`${level}\``)
  }
  const { content = false, redact = (fields: LogFields) => fields, now = () => performance.now() } = options
  const tell = (level: keyof Logger, message: string, fields: LogFields): void => {
    try {
      const told = redact(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))
      if (told) logger[level](message, told)
    } catch (error) {
      tellFlaw(logger, message, error)
    }
  }
  return (context, next) => {
    const started = now()
    const { request } = context
    const duration = (): LogFields => ({ ms: Math.round(now() - started) })
    tell('info', 'chat completion asked', { ...asked(request), ...(content && saidIn(request)) })
    context.done.then(
      (completion) =>
        tell('info', 'chat completion answered', {
          ...answered(completion),
          ...duration(),
          ...(content && { choices: completion.choices }),
        }),
      (error: unknown) => tell('error', 'chat completion failed', { ...failed(error), ...duration() }),
    )
    return next(context)
  }
}

/** A log that fails is no reason for a call to fail, nor for the process, which a promise that nobody awaits would end. */
function tellFlaw(logger: Logger, message: string, error: unknown): void {
  try {
    logger.error(`${message}, and \`logging\` failed to tell of it`, failed(error))
  } catch {
    // Then nobody can be told.
  }
}

function asked({ model, stream, messages, tools, max_completion_tokens }: ChatCompletionRequest): LogFields {
  return { model, stream: Boolean(stream), messages: messages.length, tools: tools?.length, max_completion_tokens }
}

function saidIn({ messages, tools }: ChatCompletionRequest): LogFields {
  return { messages, tools }
}

function answered({ id, model, usage, choices }: ChatCompletion): LogFields {
  return {
    id,
    model,
    finish_reasons: choices.map(({ finish_reason }) => finish_reason),
    prompt_tokens: usage?.prompt_tokens,
    completion_tokens: usage?.completion_tokens,
  }
}

/** Without body and partial answer, which may hold the conversation; the message is free of keys. */
function failed(error: unknown): LogFields {
  if (!isColloquyError(error)) return { error: error instanceof Error ? error.name : typeof error }
  const { name, code, status, requestId, param, message } = error
  return { error: name, code, status, request_id: requestId, param: param ?? undefined, message }
}

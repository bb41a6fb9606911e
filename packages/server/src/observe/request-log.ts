import type { UpstreamChange } from '../upstream/upstream.ts'
import type { AnswerRecord, RequestObserver, RequestRecord } from './request-record.ts'

/** How {@link RequestLog} writes. */
export interface RequestLogOptions {
  /** `json` for machines, `text` for a person at a terminal. */
  readonly format: 'json' | 'text'
  /** Takes each line, with its line feed. */
  readonly write: (line: string) => void
  /** The wall clock; for tests. Default: the real one. */
  readonly date?: (() => Date) | undefined
}

/**
 * Writes one line for each request when it is over: what was asked for, who answered, how long it took, how it ended. Also
 * writes a line for each failure of the server itself, for each model that is loaded or unloaded, for each upstream that goes
 * out of use or comes back, and when the server begins to stop. No line contains a prompt, an answer, a header or a key. Successful requests for probes and metrics are not logged.
 */
export class RequestLog implements RequestObserver {
  readonly #format: RequestLogOptions['format']
  readonly #write: (line: string) => void
  readonly #date: () => Date

  constructor({ format, write, date = () => new Date() }: RequestLogOptions) {
    this.#format = format
    this.#write = write
    this.#date = date
  }

  ended(record: RequestRecord): void {
    if (quietRoutes.has(record.route) && record.status < 400) return
    this.#write(`${this.#format === 'json' ? this.#json(record) : this.#text(record)}\n`)
  }

  /** A failure of the server's own, beside the line about its request: what it says, and what caused it. */
  failed(error: unknown, requestId: string): void {
    const text = withCauses(error)
    this.#line('error', 'failure', { request_id: requestId, error: text }, `${requestId} ${printable(text)}`)
  }

  /** A model can answer: at the start, or when a first request names it. */
  loaded(model: string, seconds: number): void {
    const took = rounded(seconds * 1000)
    this.#line('info', 'model loaded', { model, duration_ms: took }, `loaded ${printable(model)} in ${took} ms`)
  }

  /** A model has left memory. */
  unloaded(model: string): void {
    this.#line('info', 'model unloaded', { model }, `unloaded ${printable(model)}`)
  }

  /** An upstream gets no more requests, and why; or gets them again. */
  upstreamChanged({ name: upstream, state, cause }: UpstreamChange): void {
    const error = cause === undefined ? undefined : withCauses(cause)
    const text = `upstream ${upstream} ${state}${error === undefined ? '' : `: ${error}`}`
    this.#line(state === 'up' ? 'info' : 'error', `upstream ${state}`, { upstream, error }, printable(text))
  }

  /** The server begins to stop, which takes `seconds` at most. */
  draining(seconds: number): void {
    const text = `stopping: running answers have ${seconds} s; a second signal ends them at once`
    this.#line('info', 'draining', { at_most_ms: seconds * 1000 }, text)
  }

  #line(level: 'error' | 'info', message: string, fields: object, text: string): void {
    const time = this.#date().toISOString()
    const line =
      this.#format === 'json' ? JSON.stringify({ time, level, message, ...fields }) : `${time.slice(11, 23)} ${text}`
    this.#write(`${line}\n`)
  }

  #json(record: RequestRecord): string {
    const { requestId, method, route, keyName, status, outcome, started, ended = started, answer } = record
    const { errorCode, errorParam } = record
    return JSON.stringify({
      time: this.#date().toISOString(),
      level: status >= 500 ? 'error' : 'info',
      message: 'request',
      request_id: requestId,
      method,
      route,
      key_name: keyName,
      status,
      outcome,
      error_code: errorCode,
      error_param: errorParam,
      duration_ms: rounded(ended - started),
      ...(answer && {
        requested_model: answer.requestedModel.slice(0, 200),
        model: answer.model,
        stream: answer.streams,
        upstream: answer.asked?.upstream,
        attempts: answer.asked?.attempts,
        queued_ms: answer.route && rounded(answer.route.waited),
        first_token_ms: firstToken(answer, started),
        overhead_ms: rounded(record.overhead()),
        prompt_tokens: answer.usage?.prompt_tokens,
        completion_tokens: answer.usage?.completion_tokens,
        finish_reasons: answer.finishReasons,
      }),
    })
  }

  #text(record: RequestRecord): string {
    const { method, route, keyName, status, outcome, started, ended = started, answer, requestId } = record
    const { errorCode, errorParam } = record
    const words = [
      this.#date().toISOString().slice(11, 23),
      method,
      route,
      String(status),
      `${rounded(ended - started)} ms`,
    ]
    if (keyName !== undefined) words.push(`for ${keyName}`)
    if (answer?.model !== undefined) words.push(answer.model)
    if (answer?.asked !== undefined) words.push(`by ${answer.asked.upstream}`)
    if (answer?.usage !== undefined)
      words.push(`${answer.usage.prompt_tokens}+${answer.usage.completion_tokens} tokens`)
    if (outcome === 'left') words.push('left')
    if (errorCode !== undefined && outcome === 'failed') {
      words.push(errorParam === undefined ? errorCode : `${errorCode} (${errorParam})`, requestId)
    }
    return printable(words.join(' '))
  }
}

/** What an error says, and what caused it. */
function withCauses(error: unknown): string {
  const messages: string[] = []
  for (let each = error; each instanceof Error; each = each.cause) messages.push(`${each.name}: ${each.message}`)
  return messages.join(' <- ') || String(error)
}

/** Models' names and messages are an upstream's words: on a terminal they must not move the cursor. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
}

/** Of streams only: a whole answer has no first token to wait for. */
function firstToken({ streams, firstChunkAt }: AnswerRecord, started: number): number | undefined {
  return streams && firstChunkAt !== undefined ? rounded(firstChunkAt - started) : undefined
}

const quietRoutes: ReadonlySet<string> = new Set(['/livez', '/readyz', '/health', '/metrics'])

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10
}

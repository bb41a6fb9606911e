import { bytes, type Ending, type WildAnswer } from './wild-server.ts'

/** A head: a status line and headers, and the empty line behind them. */
export function head(status: number | string, headers: Readonly<Record<string, string | number>> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${typeof status === 'number' ? `${status} Said` : status}\r\n${lines.join('')}\r\n`
}

/** A response that is whole, with its length told, on a connection that stays. */
export function response(
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string | number>> = {},
): WildAnswer {
  const content = Buffer.from(body)
  return bytes(
    [Buffer.concat([Buffer.from(head(status, { 'content-length': content.length, ...headers })), content])],
    'stay',
  )
}

/** A response in JSON. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string | number>> = {},
): WildAnswer {
  return response(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
}

/** One piece of a chunked body. */
export function chunked(piece: string | Buffer): Buffer {
  const content = Buffer.from(piece)
  return Buffer.concat([Buffer.from(`${content.length.toString(16)}\r\n`), content, Buffer.from('\r\n')])
}

/** Behind the last piece of a chunked body. */
export const lastChunk = '0\r\n\r\n'

const streamHead = { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked' }

/** A stream of events in chunked form, each text a chunk; `whole` where the body is ended as it should be. */
export function events(
  texts: readonly (string | Buffer)[],
  { ending = 'stay', whole = ending === 'stay', headers = {} }: EventsOptions = {},
): WildAnswer {
  return bytes([head(200, { ...streamHead, ...headers }), ...texts.map(chunked), ...(whole ? [lastChunk] : [])], ending)
}

/** How {@link events} end. */
export interface EventsOptions {
  readonly ending?: Ending
  readonly whole?: boolean
  readonly headers?: Readonly<Record<string, string | number>>
}

/** An event with a piece of the answer. */
export function event(content: string, finish: string | null = null, index = 0): string {
  return data({ id: 'c', choices: [{ index, delta: { content }, finish_reason: finish }] })
}

/** An event of any data. */
export function data(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}

/** The event behind the last. */
export const done = 'data: [DONE]\n\n'

/** A completion that says this. */
export function completion(content: string): object {
  return { id: 'c', choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] }
}

import { InvalidRequestError } from 'colloquy'
import { refuseDeepNesting } from './refuse-deep-nesting.ts'
import { refuseRepeatedNames } from './refuse-repeated-names.ts'

/** How large and how deep a request body may be. */
export interface BodyLimits {
  /** Bytes; longer bodies are answered 413 and not read further. */
  maxBodyBytes: number
  /** Levels of `[` and `{` inside each other. */
  maxBodyDepth: number
}

/** Reads a request's JSON body within limits; every way it can be wrong is an `InvalidRequestError` that says so. */
export async function readJsonBody(request: Request, limits: BodyLimits): Promise<unknown> {
  requireJson(request.headers)
  const bytes = await readBytes(request, limits.maxBodyBytes)
  const text = decodeUtf8(bytes)
  if (text.trim() === '') {
    throw new InvalidRequestError('The request body is empty; send a JSON object.', { code: 'invalid_json' })
  }
  refuseDeepNesting(text, limits.maxBodyDepth)
  const value = parseJson(text)
  refuseRepeatedNames(text, value)
  return value
}

/**
 * A web page may post `text/plain`, a form or an untyped body to any host without asking first. Insisting on
 * `application/json` forces a browser to send a preflight, which this server does not grant.
 */
function requireJson(headers: Headers): void {
  const contentType = headers.get('content-type') ?? ''
  if (contentType !== 'application/json') requireJsonType(contentType)
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity') {
    throw unsupportedMediaType(`The request's content-encoding is \`${encoding}\`; send the body uncompressed.`)
  }
}

function requireJsonType(contentType: string): void {
  const [mediaType = '', ...parameters] = contentType.split(';')
  if (mediaType.trim().toLowerCase() !== 'application/json') {
    const came = mediaType.trim() === '' ? 'none' : `\`${mediaType.trim()}\``
    throw unsupportedMediaType(
      `The request's content-type must be \`application/json\`; ${came} came. Add the header \`content-type: application/json\`.`,
    )
  }
  const charset = parameters.map((each) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/i.exec(each)?.[1]).find(Boolean)
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw unsupportedMediaType(`The request's charset is \`${charset}\`; JSON must be sent as UTF-8.`)
  }
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > limit) throw bodyTooLarge(limit)
  if (request.body === null) return new Uint8Array(0)
  const reader = request.body.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return join(parts, length)
      length += value.byteLength
      if (length > limit) throw bodyTooLarge(limit)
      parts.push(value)
    }
  } catch (error) {
    // Tells the transport that nobody will read the rest. Its own failure would only hide the one at hand.
    reader.cancel(error).catch(() => undefined)
    throw error
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  const whole = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.byteLength
  }
  return whole
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new InvalidRequestError('The request body is not valid UTF-8; encode the JSON text as UTF-8.', {
      code: 'invalid_json',
      cause,
    })
  }
}

// The text was UTF-8, so only escapes can say half a character, as JavaScript does of a text that was cut in one. What is
// asked next would encode it as U+FFFD, or answer 500 as llama-server does.
const halfCharacter = /\\u[dD][89a-fA-F]/

function wholeCharacters(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value
}

function parseJson(text: string): unknown {
  try {
    return halfCharacter.test(text) ? JSON.parse(text, wholeCharacters) : JSON.parse(text)
  } catch (cause) {
    // V8's own message quotes the body; only the position, which it tells for some errors, is passed on.
    const position = /at position (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1]
    const where = position === undefined ? '' : ` The first error is at ${lineAndColumn(text, Number(position))}.`
    throw new InvalidRequestError(`The request body is not valid JSON.${where}`, { code: 'invalid_json' })
  }
}

function lineAndColumn(text: string, position: number): string {
  const before = text.slice(0, position)
  const line = before.split('\n').length
  return `line ${line}, column ${position - before.lastIndexOf('\n')}`
}

function unsupportedMediaType(message: string): InvalidRequestError {
  return new InvalidRequestError(message, {
    code: 'unsupported_media_type',
    status: 415,
  })
}

function bodyTooLarge(limit: number): InvalidRequestError {
  return new InvalidRequestError(
    `The request body is larger than ${limit} bytes, which is the most this server reads.`,
    {
      code: 'request_too_large',
      status: 413,
    },
  )
}

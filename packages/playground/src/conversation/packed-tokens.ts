import type { ChatCompletionTokenLogprob, ChatCompletionTopLogprob } from 'colloquy'

/**
 * Tokens with how likely they and their alternatives were, as a few large values instead of an object each, which a browser
 * stores and reads in a fraction of the time.
 */
export interface PackedTokens {
  /** The texts of each token and its alternatives, one after another. */
  readonly texts: string
  /** Characters of each text. */
  readonly textLengths: Uint32Array
  readonly bytes: Uint8Array
  /** Bytes of each text; 65,535 where they are not told. */
  readonly byteLengths: Uint16Array
  readonly logprobs: Float64Array
  /** Alternatives of each token. */
  readonly others: Uint16Array
}

type Tokens = ChatCompletionTokenLogprob[]

const untold = 0xffff
const packed = new WeakMap<Tokens, PackedTokens>()

/** Packs tokens; the same list is packed only once. Undefined if a server sent more than the fields of the API. */
export function packTokens(tokens: Tokens): PackedTokens | undefined {
  const known = packed.get(tokens)
  if (known !== undefined) return known
  let [count, length] = [0, 0]
  for (const token of tokens) {
    if (!Array.isArray(token.top_logprobs) || token.top_logprobs.length >= untold || !isPlain(token, 4))
      return undefined
    count += 1 + token.top_logprobs.length
    length += token.bytes?.length ?? 0
    for (const other of token.top_logprobs) {
      if (!isPlain(other, 3)) return undefined
      length += other.bytes?.length ?? 0
    }
  }
  // Loops, since arrays made by callbacks take three times as long: 60,000 entries are a frame's time and more.
  const texts: string[] = []
  const textLengths = new Uint32Array(count)
  const bytes = new Uint8Array(length)
  const byteLengths = new Uint16Array(count)
  const logprobs = new Float64Array(count)
  const others = new Uint16Array(tokens.length)
  let written = 0
  const add = (entry: ChatCompletionTopLogprob): void => {
    const at = texts.push(entry.token) - 1
    textLengths[at] = entry.token.length
    logprobs[at] = entry.logprob
    byteLengths[at] = entry.bytes === null ? untold : entry.bytes.length
    for (const byte of entry.bytes ?? []) bytes[written++] = byte
  }
  for (const [at, token] of tokens.entries()) {
    others[at] = token.top_logprobs.length
    add(token)
    for (const other of token.top_logprobs) add(other)
  }
  const made = { texts: texts.join(''), textLengths, bytes, byteLengths, logprobs, others }
  packed.set(tokens, made)
  return made
}

// A file may hold anything in their place.
function isPlain(entry: ChatCompletionTopLogprob, fields: number): boolean {
  const { token, logprob, bytes } = entry
  const areBytes = bytes === null || (Array.isArray(bytes) && bytes.length < untold)
  return typeof token === 'string' && typeof logprob === 'number' && areBytes && Object.keys(entry).length === fields
}

/** The tokens that were packed. */
export function unpackTokens(from: PackedTokens): Tokens {
  const { texts, textLengths, bytes, byteLengths, logprobs, others } = from
  let [entry, text, byte] = [0, 0, 0]
  const next = (): ChatCompletionTopLogprob => {
    const textEnd = text + (textLengths[entry] ?? 0)
    const count = byteLengths[entry] ?? untold
    const own: number[] = []
    if (count !== untold) for (const end = byte + count; byte < end; byte++) own.push(bytes[byte] ?? 0)
    const found = {
      token: texts.slice(text, textEnd),
      logprob: logprobs[entry] ?? 0,
      bytes: count === untold ? null : own,
    }
    entry += 1
    text = textEnd
    return found
  }
  const tokens: Tokens = []
  for (const count of others) {
    const { token, logprob, bytes: own } = next()
    const top_logprobs: ChatCompletionTopLogprob[] = []
    while (top_logprobs.length < count) top_logprobs.push(next())
    tokens.push({ token, logprob, bytes: own, top_logprobs })
  }
  packed.set(tokens, from)
  return tokens
}

import type { ChatCompletionTokenLogprob, ChatCompletionTopLogprob } from 'colloquy'

/**
 * Tokens with how likely they and their alternatives were, as a few large values instead of an object each, which a browser
 * stores and reads in a fraction of the time.
 */
export interface PackedTokens {
  /** The texts of each token and its alternatives, behind one another. */
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

/** Packs tokens; the same ones are packed once. Undefined for what a server told beyond the API's fields. */
export function packTokens(tokens: Tokens): PackedTokens | undefined {
  const known = packed.get(tokens)
  if (known !== undefined) return known
  const entries: ChatCompletionTopLogprob[] = []
  for (const token of tokens) {
    if (!Array.isArray(token.top_logprobs) || token.top_logprobs.length >= untold || !isPlain(token, 4))
      return undefined
    entries.push(token)
    for (const other of token.top_logprobs) {
      if (!isPlain(other, 3)) return undefined
      entries.push(other)
    }
  }
  const bytes = new Uint8Array(entries.reduce((sum, each) => sum + (each.bytes?.length ?? 0), 0))
  let written = 0
  for (const each of entries) {
    if (each.bytes === null) continue
    bytes.set(each.bytes, written)
    written += each.bytes.length
  }
  const made = {
    texts: entries.map(({ token }) => token).join(''),
    textLengths: Uint32Array.from(entries, ({ token }) => token.length),
    bytes,
    byteLengths: Uint16Array.from(entries, (each) => each.bytes?.length ?? untold),
    logprobs: Float64Array.from(entries, ({ logprob }) => logprob),
    others: Uint16Array.from(tokens, (token) => token.top_logprobs.length),
  }
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
    const byteEnd = count === untold ? byte : byte + count
    const token = {
      token: texts.slice(text, textEnd),
      logprob: logprobs[entry] ?? 0,
      bytes: count === untold ? null : Array.from(bytes.subarray(byte, byteEnd)),
    }
    entry += 1
    text = textEnd
    byte = byteEnd
    return token
  }
  const tokens = Array.from(others, (count) => ({ ...next(), top_logprobs: Array.from({ length: count }, next) }))
  packed.set(tokens, from)
  return tokens
}

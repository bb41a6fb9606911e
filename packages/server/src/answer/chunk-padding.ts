import type { ChatCompletionChunk } from 'colloquy/protocol'

/**
 * Chunks are padded to the first chunk's size plus a multiple of this many bytes. Chunks of one stream differ by
 * their text alone, so ordinary tokens, from one letter to the longest word, all come out at one length.
 */
const stepBytes = 128

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Hides the length of tokens from who watches the encrypted connection: random characters in `obfuscation` bring
 * the chunks of a stream to equal size. Random, because a compressing proxy would undo a repeated letter.
 */
export class ChunkPadding {
  #firstLength: number | undefined

  /** The chunk with as much `obfuscation` as brings its JSON text to the common size. */
  pad(chunk: ChatCompletionChunk): ChatCompletionChunk {
    const length = byteLength({ ...chunk, obfuscation: '' })
    this.#firstLength ??= length
    const beyond = length - this.#firstLength
    const steps = Math.max(1, Math.floor(beyond / stepBytes) + 1)
    return { ...chunk, obfuscation: randomText(steps * stepBytes - beyond) }
  }
}

function byteLength(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).byteLength
}

function randomText(length: number): string {
  let text = ''
  // The alphabet has 64 letters, so the low six bits of a byte pick one without bias.
  for (const byte of crypto.getRandomValues(new Uint8Array(length))) text += alphabet[byte & 63]
  return text
}

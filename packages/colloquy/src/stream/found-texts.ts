/**
 * Gathers the bytes of JSON strings, to decode them all at once: calling the decoder costs as much as decoding a
 * hundred bytes.
 */
export class FoundTexts {
  // They are written as the inside of a JSON list of strings.
  #bytes = new Uint8Array(1024)
  #length = 0
  #kept = 0
  #count = 0
  /** All bytes noted, their bits joined, and where there was an escape the bit that no ASCII has. */
  #bits = 0

  /** Notes the text that begins at `at`, up to its closing quote, and gives the quote's place; -1 where there is none. */
  add(bytes: DataView, at: number): number {
    let length = this.#length
    const stop = bytes.byteLength
    // An escape may overrun by five, the separator takes three.
    this.#makeRoom(length + stop - at + 8)
    const texts = this.#bytes
    let bits = this.#bits
    for (;;) {
      if (at === stop) return -1
      const byte = bytes.getUint8(at)
      // Control characters do not stand in JSON strings.
      if (byte < 0x20) return -1
      if (byte === quote) break
      texts[length++] = byte
      bits |= byte
      at++
      if (byte !== backslash) continue
      bits |= notAscii
      const end = endOfEscape(bytes, at)
      if (end === -1) return -1
      while (at < end) texts[length++] = bytes.getUint8(at++)
    }
    texts[length++] = quote
    texts[length++] = comma
    texts[length++] = quote
    this.#length = length
    this.#bits = bits
    this.#count++
    return at
  }

  /** Keeps the texts noted since the last time. */
  keep(): void {
    this.#kept = this.#length
  }

  /** Gives the texts that were kept, and forgets them all. */
  take(): string[] {
    const length = this.#kept - separator
    const isPlain = this.#bits < notAscii && length < short && this.#count === 1
    const bytes = this.#bytes
    this.#length = this.#kept = this.#count = this.#bits = 0
    // Mostly an event brings one short word. The way for many texts would take eight times as long for it.
    if (isPlain) return [asciiOf(bytes, length)]
    return JSON.parse(`["${decoder.decode(bytes.subarray(0, length + 1))}]`)
  }

  /** Forgets the texts noted since the last time. */
  drop(): void {
    this.#length = this.#kept
  }

  #makeRoom(size: number): void {
    if (size <= this.#bytes.length) return
    const larger = new Uint8Array(size * 2)
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

const decoder = new TextDecoder(undefined, { ignoreBOM: true })
/** Most bytes of a text to be made a string byte by byte. */
const short = 16
/** The length of what stands after each text. */
const separator = 3
const notAscii = 0x80
const quote = 0x22
const comma = 0x2c
const backslash = 0x5c

function asciiOf(bytes: Uint8Array, length: number): string {
  let text = ''
  for (let at = 0; at < length; at++) text += String.fromCharCode(bytes[at] ?? 0)
  return text
}

/** Gives the end of the escape whose letter stands at `at`; -1 where JSON has none like it. */
function endOfEscape(bytes: DataView, at: number): number {
  if (at + 5 > bytes.byteLength) return -1
  const letter = bytes.getUint8(at)
  if (letter !== 0x75) return '"\\/bfnrt'.includes(String.fromCharCode(letter)) ? at + 1 : -1
  for (let digit = at + 1; digit < at + 5; digit++)
    if (!/[\da-f]/i.test(String.fromCharCode(bytes.getUint8(digit)))) return -1
  return at + 5
}

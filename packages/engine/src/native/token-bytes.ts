import { tokenAttributes } from './token-attributes.ts'

/** How a vocabulary writes the bytes of an ordinary token down as text. */
export type TokenSpelling = (text: string) => Uint8Array | undefined

const encoder = new TextEncoder()

/**
 * Reads GPT-2's byte alphabet: each byte is one printable character. Undefined where `text` uses another character.
 * Printable Latin-1 stands for itself; the other 68 bytes, in order, for U+0100 onward.
 */
export const byteLevelSpelling: TokenSpelling = (text) => {
  const bytes: number[] = []
  for (const character of text) {
    const byte = alphabet.get(character)
    if (byte === undefined) return undefined
    bytes.push(byte)
  }
  return Uint8Array.from(bytes)
}

/** Reads SentencePiece's text, where U+2581 stands for a space. */
export const sentencePieceSpelling: TokenSpelling = (text) => encoder.encode(text.replaceAll('\u2581', ' '))

/**
 * Spells one token as exact bytes; several tokens may share one character. Control and unknown tokens spell nothing:
 * they steer the model and are no part of an answer.
 */
export function tokenBytes(text: string, attributes: number, spelling: TokenSpelling): Uint8Array | undefined {
  if (attributes & (tokenAttributes.control | tokenAttributes.unknown)) return new Uint8Array(0)
  if (attributes & tokenAttributes.userDefined) return encoder.encode(text)
  if (attributes & tokenAttributes.byte) {
    const hex = /^<0x([0-9A-F]{2})>$/i.exec(text)?.[1]
    return hex === undefined ? undefined : Uint8Array.of(Number.parseInt(hex, 16))
  }
  return spelling(text)
}

const alphabet: ReadonlyMap<string, number> = byteAlphabet()

function byteAlphabet(): Map<string, number> {
  const characters = new Map<string, number>()
  let next = 0x100
  for (let byte = 0; byte < 0x100; byte++) {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad)
    characters.set(String.fromCharCode(printable ? byte : next++), byte)
  }
  return characters
}

import { describe, expect, test } from 'vitest'

import { tokenAttributes } from './token-attributes.ts'
import { byteLevelSpelling, sentencePieceSpelling, tokenBytes } from './token-bytes.ts'

const { normal, control, unknown, userDefined, byte } = tokenAttributes
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('tokenBytes', () => {
  test("reads GPT-2's alphabet, where every byte has a character", () => {
    expect(tokenBytes('ĠHello', normal, byteLevelSpelling)).toEqual(utf8(' Hello'))
    expect(tokenBytes('Ċ', normal, byteLevelSpelling)).toEqual(utf8('\n'))
    expect(tokenBytes('Ã©', normal, byteLevelSpelling)).toEqual(utf8('é'))
  })

  test('keeps half a character as the bytes it is', () => {
    expect(tokenBytes('ðŁ', normal, byteLevelSpelling)).toEqual(Uint8Array.of(0xf0, 0x9f))
  })

  test('spells all 256 bytes', () => {
    for (const character of ['!', '0', '@', 'A', '[', '~', '¡', '¬', '®', 'ÿ']) {
      expect(byteLevelSpelling(character)).toEqual(Uint8Array.of(character.charCodeAt(0)))
    }
    const all = Array.from({ length: 0x144 }, (_, code) => byteLevelSpelling(String.fromCharCode(code))?.[0])
    expect(new Set(all.filter((value) => value !== undefined)).size).toBe(256)
  })

  test('does not read as byte level what is not written so', () => {
    expect(tokenBytes('▁Hello', normal, byteLevelSpelling)).toBeUndefined()
  })

  test("reads SentencePiece's space and its byte tokens", () => {
    expect(tokenBytes('▁▁Hé', normal, sentencePieceSpelling)).toEqual(utf8('  Hé'))
    expect(tokenBytes('<0xF0>', byte, sentencePieceSpelling)).toEqual(Uint8Array.of(0xf0))
  })

  test('takes tokens users defined as they are written, and spells nothing for those that steer', () => {
    expect(tokenBytes('<think>', userDefined, byteLevelSpelling)).toEqual(utf8('<think>'))
    expect(tokenBytes('<|im_end|>', control, byteLevelSpelling)).toEqual(new Uint8Array(0))
    expect(tokenBytes('<unk>', unknown, sentencePieceSpelling)).toEqual(new Uint8Array(0))
  })
})

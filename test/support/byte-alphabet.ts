/**
 * One visible character for each byte, in GPT-2's order: printable Latin-1 bytes stand for themselves, the 68 others
 * take the code points from U+0100 on. Byte-level vocabularies spell their tokens in it.
 */
export const byteAlphabet: readonly string[] = alphabet()

/** Spells the UTF-8 bytes of `text` in the byte alphabet: `' é'` becomes `'ĠÃ©'`. */
export function spellBytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byteAlphabet[byte]).join('')
}

function alphabet(): string[] {
  let next = 0x100
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isVisible(byte) ? byte : next++))
}

// 0xAD, the soft hyphen, is inside the second range and invisible.
function isVisible(byte: number): boolean {
  return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xff && byte !== 0xad)
}

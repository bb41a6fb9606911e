/**
 * How bytes fit into text in UTF-8 (RFC 3629, section 4): `whole` characters; a `part`, which begins or ends within a
 * character; `never`. llama.cpp reads a character whose first byte is C0, or E0 80, as the one its bits would spell, so
 * its grammar takes bytes that are no text.
 */
export function utf8Fit(bytes: Uint8Array): 'whole' | 'part' | 'never' {
  let at = 0
  while (at < 3 && isBetween(bytes[at], 0x80, 0xbf)) at++
  let fit: 'whole' | 'part' = at > 0 ? 'part' : 'whole'
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0
    const length = lengthBy(lead)
    if (length === undefined) return 'never'
    for (let more = 1; more < length && at + more < bytes.length; more++) {
      const [low, high] = more === 1 ? secondAfter(lead) : continuation
      if (!isBetween(bytes[at + more], low, high)) return 'never'
    }
    if (at + length > bytes.length) fit = 'part'
    at += length
  }
  return fit
}

/** The bytes that may follow the first byte of a character. */
export function secondAfter(lead: number): readonly [low: number, high: number] {
  return seconds.get(lead) ?? continuation
}

const continuation = [0x80, 0xbf] as const
const seconds: ReadonlyMap<number, readonly [number, number]> = new Map([
  [0xe0, [0xa0, 0xbf]],
  [0xed, [0x80, 0x9f]],
  [0xf0, [0x90, 0xbf]],
  [0xf4, [0x80, 0x8f]],
])

function lengthBy(lead: number): number | undefined {
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return undefined
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
}

function isBetween(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high
}

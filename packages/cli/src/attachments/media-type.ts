/** The media type that a file's first bytes tell, of those the API takes; undefined for any other. Names can lie. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return signatures.find(([pattern]) => pattern.test(start))?.[1]
}

/** What the API takes beside text. */
export type MediaType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'image/webp'
  | 'audio/wav'
  | 'audio/mpeg'
  | 'application/pdf'

const signatures: readonly (readonly [RegExp, MediaType])[] = [
  [/^\x89PNG\r\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[^]{4}WEBP/, 'image/webp'],
  [/^RIFF[^]{4}WAVE/, 'audio/wav'],
  [/^(?:ID3|\xff[\xfb\xf3\xf2])/, 'audio/mpeg'],
  [/^%PDF-/, 'application/pdf'],
]

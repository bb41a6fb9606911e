import { createHash } from 'node:crypto'
import { ggufBytes } from '../gguf/__fixtures__/gguf-bytes.ts'

/** Bytes of a GGUF file of about 400 KB whose weights look random, the same for the same seed. */
export function modelBytes(seed = 1): Buffer {
  const bytes = ggufBytes({ metadata: { 'general.architecture': ['string', 'llama'] }, tensors: { w: [1000, 100] } })
  let state = seed
  for (let place = bytes.length - 400_000; place < bytes.length; place += 4) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes.writeInt32LE(state, place)
  }
  return bytes
}

/** SHA-256 in hexadecimal digits. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

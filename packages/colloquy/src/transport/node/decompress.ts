import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'

/** Undoes the `content-encoding` of a body, in the order it was applied. Unknown ones stay, as with `fetch`. */
export function decompress(message: IncomingMessage, encodings: string | null): Readable {
  if (!encodings) return message
  const zlib = process.getBuiltinModule('node:zlib')
  const { pipeline } = process.getBuiltinModule('node:stream')
  // Gives out at once what can be told from the bytes so far.
  const flush = { flush: zlib.constants.Z_SYNC_FLUSH }
  let body: Readable = message
  for (const encoding of encodings.toLowerCase().split(',').toReversed()) {
    const name = encoding.trim()
    const decoder =
      name === 'gzip' || name === 'x-gzip'
        ? zlib.createGunzip(flush)
        : name === 'deflate'
          ? zlib.createInflate(flush)
          : name === 'br'
            ? zlib.createBrotliDecompress({ flush: zlib.constants.BROTLI_OPERATION_FLUSH })
            : undefined
    // The error reaches whoever reads the end of the pipe.
    if (decoder) body = pipeline(body, decoder, () => {})
  }
  return body
}

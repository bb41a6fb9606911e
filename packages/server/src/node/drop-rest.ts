import type { IncomingMessage } from 'node:http'

/** Bytes and milliseconds of a body nobody wants that are read nevertheless. */
const patience = { bytes: 64 * 1024 * 1024, time: 500 } as const

/**
 * Reads what a caller still sends after it was answered, for a while: a connection closed with bytes unread is reset,
 * and the caller would lose the answer. Who goes on sending is cut.
 */
export function dropRest(incoming: IncomingMessage): void {
  if (incoming.complete) {
    // It has all come. Reading past the end is what lets go of it.
    incoming.read()
    return
  }
  // While somebody listens for `readable`, nothing flows: the body would stay unread, and never be over.
  incoming.removeAllListeners('readable')
  let left: number = patience.bytes
  // Once it has all come, the connection is the next request's.
  const cut = (): void => void (incoming.complete || incoming.socket.destroySoon())
  const timer = setTimeout(cut, patience.time)
  incoming.on('data', (bytes: Uint8Array) => {
    left -= bytes.length
    if (left < 0) cut()
  })
  incoming.once('close', () => clearTimeout(timer))
  incoming.resume()
}

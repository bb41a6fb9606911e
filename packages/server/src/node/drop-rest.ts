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
  let left: number = patience.bytes
  const cut = (): void => incoming.socket.destroySoon()
  const timer = setTimeout(cut, patience.time)
  incoming.on('data', (bytes: Uint8Array) => {
    left -= bytes.length
    if (left < 0) cut()
  })
  incoming.once('close', () => clearTimeout(timer))
  incoming.resume()
}

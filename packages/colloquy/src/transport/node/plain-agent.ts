import type { Agent } from 'node:http'
import type { NetConnectOpts, Socket } from 'node:net'

/** One for all connections: it is read into and copied from within one turn. */
let readBuffer: Uint8Array | undefined

/**
 * Connects without encryption, and keeps connections. Node would set 64 KiB aside for each read of a socket and give back what
 * was not needed, which costs more than copying the few hundred bytes of an event, and leaves the rest to be collected.
 */
export function plainAgent(): Agent {
  const { Agent: HttpAgent } = process.getBuiltinModule('node:http')
  const { connect } = process.getBuiltinModule('node:net')
  const buffer = (readBuffer ??= new Uint8Array(65_536))
  class PlainAgent extends HttpAgent {
    override createConnection(options: NetConnectOpts): Socket {
      const callback = (length: number): boolean => {
        socket.emit('data', Buffer.from(buffer.subarray(0, length)))
        return true
      }
      const socket: Socket = connect({ ...options, onread: { buffer, callback } })
      return socket
    }
  }
  return new PlainAgent({ keepAlive: true })
}

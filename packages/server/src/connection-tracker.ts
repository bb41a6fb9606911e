import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Knows which connections have a request to answer, so that a server that closes can end the others. Node's own
 * `closeIdleConnections` leaves connections alone that have not sent a first request. Clients open some of those in
 * advance: undici does after each abort, and keeps them for four seconds.
 */
export class ConnectionTracker {
  readonly #requests = new Map<Socket, number>()
  #closing = false

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.#requests.set(socket, 0)
      socket.once('close', () => this.#requests.delete(socket))
    })
    server.on('request', ({ socket }, response: ServerResponse) => {
      this.#count(socket, 1)
      response.once('close', () => this.#count(socket, -1))
    })
  }

  /** Ends connections without a request, now and as the last request of each is answered. */
  endIdle(): void {
    this.#closing = true
    for (const [socket, requests] of this.#requests) if (requests === 0) socket.destroySoon()
  }

  /** Cuts every connection, whatever it carries. */
  endAll(): void {
    for (const socket of this.#requests.keys()) socket.destroy()
  }

  #count(socket: Socket, change: number): void {
    const requests = (this.#requests.get(socket) ?? 0) + change
    if (socket.destroyed) return
    this.#requests.set(socket, requests)
    if (this.#closing && requests === 0) socket.destroySoon()
  }
}

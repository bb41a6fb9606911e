import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A proxy that tunnels to wherever it is asked, and notes what it was asked for. */
export class TunnelProxy implements AsyncDisposable {
  readonly asked: string[] = []
  readonly url: string
  readonly #server: Server

  private constructor(server: Server, url: string) {
    this.#server = server
    this.url = url
  }

  static async start(status = 200): Promise<TunnelProxy> {
    const sockets = new Set<Socket>()
    const server = createServer()
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const tunnel = new TunnelProxy(server, `http://ada:s3cret@127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('data', (head: Buffer) => {
        const request = head.toString('latin1')
        tunnel.asked.push(request)
        const [, host = '', port = ''] = /^CONNECT ([^:]+):(\d+)/.exec(request) ?? []
        if (status !== 200) {
          socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
          return
        }
        const upstream = connect(Number(port), host, () => {
          socket.write('HTTP/1.1 200 Connected\r\n\r\n')
          socket.pipe(upstream).pipe(socket)
        })
        upstream.on('error', () => socket.destroy())
      })
    })
    server.on('close', () => sockets.forEach((socket) => socket.destroy()))
    return tunnel
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
  }
}

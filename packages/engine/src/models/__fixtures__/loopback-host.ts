import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One thing a {@link LoopbackHost} answers a path with. */
export interface HostedFile {
  readonly body?: Buffer | string
  readonly status?: number
  readonly type?: string
  readonly headers?: Record<string, string>
  readonly etag?: string
  /** Serves parts of the file. Default true. */
  readonly ranges?: boolean
  /** Breaks the connection of the first, second, … answer after so many bytes of body. */
  readonly cutAfter?: number[]
  /** Sends so many bytes of body, and the rest when the promise is kept. */
  readonly hold?: { readonly after: number; readonly until: Promise<void> }
}

/** A request a {@link LoopbackHost} got. */
export interface SeenRequest {
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

/** A host on this machine that plays package indexes, registries, the hub, proxies and plain web servers. */
export class LoopbackHost implements AsyncDisposable {
  readonly url: string
  readonly host: string
  /** What each path is answered with; a path that is missing is answered with 404. */
  readonly files: Record<string, HostedFile> = {}
  readonly requests: SeenRequest[] = []
  readonly #server: ReturnType<typeof createServer>

  private constructor(server: ReturnType<typeof createServer>, port: number) {
    this.#server = server
    this.host = `127.0.0.1:${port}`
    this.url = `http://${this.host}`
    server.on('request', (request: IncomingMessage, response: ServerResponse) => this.#answer(request, response))
  }

  static async start(): Promise<LoopbackHost> {
    const server = createServer()
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as AddressInfo
    return new LoopbackHost(server, port)
  }

  /** The requests for one path. */
  requestsFor(path: string): SeenRequest[] {
    return this.requests.filter((request) => request.path === path)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => {
      this.#server.close(resolve)
    })
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    // A proxy is asked for whole addresses.
    const path = decodeURIComponent(new URL(request.url ?? '/', this.url).pathname)
    this.requests.push({ path, headers: request.headers })
    const file = this.files[path]
    if (file === undefined) {
      response.writeHead(404).end('not here')
      return
    }
    const body = Buffer.from(file.body ?? '')
    const part = this.#wantedPart(request, file, body.length)
    response.setHeader('content-type', file.type ?? 'application/octet-stream')
    for (const [name, value] of Object.entries(file.headers ?? {})) response.setHeader(name, value)
    if (file.etag !== undefined) response.setHeader('etag', file.etag)
    if (part !== undefined) response.setHeader('content-range', `bytes ${part.start}-${part.end - 1}/${body.length}`)
    const content = part === undefined ? body : body.subarray(part.start, part.end)
    response.setHeader('content-length', content.length)
    response.writeHead(part === undefined ? (file.status ?? 200) : 206)
    this.#send(file, content, response)
  }

  #wantedPart(request: IncomingMessage, file: HostedFile, size: number): { start: number; end: number } | undefined {
    const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? []
    const guard = request.headers['if-range']
    if (first + last === '' || file.ranges === false || file.status !== undefined) return undefined
    if (guard !== undefined && guard !== file.etag) return undefined
    if (first === '') return { start: Math.max(0, size - Number(last)), end: size }
    return { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) }
  }

  #send(file: HostedFile, content: Buffer, response: ServerResponse): void {
    const cut = file.cutAfter?.shift()
    if (cut !== undefined && cut < content.length) {
      // The bytes must be on their way before the connection breaks.
      response.write(content.subarray(0, cut), () => response.destroy())
    } else if (file.hold !== undefined && file.hold.after < content.length) {
      const { after, until } = file.hold
      response.write(content.subarray(0, after))
      void until.then(() => response.end(content.subarray(after)))
    } else {
      response.end(content)
    }
  }
}

import type { Agent, IncomingMessage } from 'node:http'
import type { RequestOptions } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { ConnectionError } from '../../errors/colloquy-error.ts'
import { proxyAuthorization } from './proxy-authorization.ts'

/** Connects to HTTPS servers through a proxy, by `CONNECT`: the proxy sees the host's name and nothing else. */
export function tunnelAgent(proxy: URL): Agent {
  const https = process.getBuiltinModule('node:https')
  const tls = process.getBuiltinModule('node:tls')
  const { isIP } = process.getBuiltinModule('node:net')
  const { request } = proxy.protocol === 'https:' ? https : process.getBuiltinModule('node:http')
  class TunnelAgent extends https.Agent {
    override createConnection(
      options: RequestOptions,
      done: (error: Error | null, socket?: Duplex) => void,
    ): undefined {
      const host = options.host ?? ''
      const port = options.port ?? 443
      const target = `${host.includes(':') ? `[${host}]` : host}:${port}`
      const headers = { host: target, ...proxyAuthorization(proxy) }
      const { hostname } = proxy
      const asked = request({
        host: hostname,
        port: proxy.port,
        method: 'CONNECT',
        path: target,
        headers,
        agent: false,
      })
      asked.once('connect', ({ statusCode = 0 }: IncomingMessage, socket: Socket) => {
        if (statusCode < 300) {
          done(null, tls.connect({ socket, host, ...(!isIP(host) && { servername: host }) }))
          return
        }
        socket.destroy()
        done(new ConnectionError(`The proxy ${proxy.host} refused to connect to ${target}: status ${statusCode}.`))
      })
      asked.once('error', done)
      asked.end()
    }
  }
  return new TunnelAgent({ keepAlive: true })
}

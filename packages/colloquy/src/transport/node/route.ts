import type * as Http from 'node:http'
import type * as Https from 'node:https'
import { proxyAuthorization } from './proxy-authorization.ts'
import { proxyFor } from './proxy-for.ts'
import { plainAgent } from './plain-agent.ts'
import { tunnelAgent } from './tunnel-agent.ts'

/** How requests get to an origin. */
export interface Route {
  readonly client: typeof Http | typeof Https
  readonly options: Http.RequestOptions
  /** What the server wants to know of the way, and the proxy. */
  readonly headers: Readonly<Record<string, string>>
}

const agents = new Map<string, Http.Agent>()

/** Finds the way to an address: directly, through a proxy that forwards, or through one that lets a tunnel be built. */
export function routeTo(address: string): Route {
  const url = parsed(address)
  const secure = url.protocol === 'https:'
  const client = secure ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http')
  const path = url.pathname + url.search
  const proxy = proxyFor(url, process.env)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!proxy) {
    const agent = agentOf(url.protocol, () => (secure ? new client.Agent({ keepAlive: true }) : plainAgent()))
    return { client, options: { agent, host, port: url.port, path }, headers: { host: url.host } }
  }
  if (secure) {
    const agent = agentOf(`tunnel ${proxy.href}`, () => tunnelAgent(proxy))
    return { client, options: { agent, host, port: url.port, path }, headers: { host: url.host } }
  }
  const forwarder = proxy.protocol === 'https:' ? process.getBuiltinModule('node:https') : client
  const agent = agentOf(proxy.protocol, () => new forwarder.Agent({ keepAlive: true }))
  const headers = { host: url.host, ...proxyAuthorization(proxy) }
  return { client: forwarder, options: { agent, host: proxy.hostname, port: proxy.port, path: url.href }, headers }
}

let last: { readonly address: string; readonly url: URL } | undefined

/** Calls go to the same address one after the other: it is read once for them. */
function parsed(address: string): URL {
  if (last?.address !== address) last = { address, url: new URL(address) }
  return last.url
}

function agentOf(key: string, make: () => Http.Agent): Http.Agent {
  let agent = agents.get(key)
  if (!agent) agents.set(key, (agent = make()))
  return agent
}

import { ConnectionError } from '../../errors/colloquy-error.ts'

/** The environment, as far as it speaks of proxies. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the environment names for an address: `HTTPS_PROXY` or `HTTP_PROXY`, in small letters or capitals, but
 * for the hosts of `NO_PROXY`. This machine is never asked for through another.
 *
 * Throws `ConnectionError` for one that is no HTTP proxy: going past it is not what its setter wants.
 */
export function proxyFor(url: URL, environment: ProxyEnvironment): URL | undefined {
  // First, as reading the environment costs more.
  if (isLocal(url.hostname)) return undefined
  const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  // A web server's CGI scripts get a visitor's `Proxy:` header under this name.
  if (name === 'http_proxy' && environment['REQUEST_METHOD']) return undefined
  const named = environment[name] || environment[name.toUpperCase()]
  if (!named || isExcepted(url, environment['no_proxy'] ?? environment['NO_PROXY'] ?? '')) {
    return undefined
  }
  const address = named.includes('://') ? named : `http://${named}`
  const proxy = URL.canParse(address) ? new URL(address) : undefined
  if (proxy && /^https?:$/.test(proxy.protocol)) return proxy
  // The value is not shown: it may hold a password.
  throw new ConnectionError(
    `\`${name.toUpperCase()}\` names no HTTP proxy. Unset it, or pass a \`fetch\` that can use it.`,
  )
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

/** `NO_PROXY` lists hosts, with or without port; one stands for its subdomains too, and `*` for all. */
function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const ownPort = port || (protocol === 'https:' ? '443' : '80')
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true
    const [, host = '', named] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? []
    return host !== '' && (hostname === host || hostname.endsWith(`.${host}`)) && (!named || named === ownPort)
  })
}

import { systemCode } from '../model-failure.ts'

/** Why a connection failed, in words, with what to do about it where that is known. */
export function explainNetworkError(error: unknown): string {
  const tunnel = findMessage(error, /^Proxy response \(?(\d+)/)
  if (tunnel !== undefined) return `the proxy refused the connection (HTTP ${tunnel}); check HTTPS_PROXY and NO_PROXY`
  const code = systemCode(error)
  if (code === undefined) return `the connection failed: ${innermostMessage(error)}`
  const words = reasons.find(([pattern]) => pattern.test(code))?.[1] ?? 'the connection failed'
  return `${words} (${code})`
}

const reasons = [
  [/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/, 'the host name cannot be resolved'],
  [/^ECONNREFUSED$/, 'the connection was refused'],
  [/^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'no connection came about in time'],
  [/^(ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL)$/, 'there is no way to the host from here'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_ABORTED)$/, 'the connection broke'],
  [
    /CERT|^UNABLE_TO_|^ERR_TLS|^DEPTH_ZERO/,
    'its certificate is not trusted; name the file of your certificate authority in NODE_EXTRA_CA_CERTS',
  ],
  [/^EPROTO|^ERR_SSL/, 'it does not speak TLS as expected'],
] as const

function innermostMessage(error: unknown): string {
  let current = error
  for (let depth = 0; current instanceof Error && current.cause instanceof Error && depth < 8; depth++)
    current = current.cause
  return current instanceof Error ? current.message : 'it gave no reason'
}

function findMessage(error: unknown, pattern: RegExp): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 8; current = current.cause, depth++) {
    const found = pattern.exec(current.message)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

import { readFile } from 'node:fs/promises'
import { rootCertificates } from 'node:tls'
import type { Environment } from '../environment.ts'
import { modelFailure } from '../model-failure.ts'
import type { Fetch } from './http-client.ts'

/** A `fetch` that goes through the user's proxies and trusts the user's certificate authorities. */
export interface ProxyFetch {
  readonly fetch: Fetch
  /** `; HTTPS_PROXY is proxy.example:3128`: what to tell beside a failed connection; empty without proxies. */
  readonly note: string
  /** Closes the connections that are kept open. */
  close(): Promise<void>
}

/**
 * Makes a `fetch` that follows `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` (in either case) of the given
 * environment and trusts the certificates in the given files beside Node's own.
 */
export async function proxyFetch(env: Environment, certificateFiles: readonly string[]): Promise<ProxyFetch> {
  // Loaded late: it takes 0.1 s, and most runs find their model on disk.
  const { EnvHttpProxyAgent, fetch } = await import('undici')
  const ca = await trustedCertificates(certificateFiles)
  const tls = ca === undefined ? {} : { ca }
  const dispatcher = new EnvHttpProxyAgent({
    // An empty string means "none": undefined would make undici look at the real environment.
    httpProxy: proxyAddress(env, 'http_proxy') ?? '',
    httpsProxy: proxyAddress(env, 'https_proxy') ?? '',
    noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
    connect: { timeout: connectTimeout, ...tls },
    requestTls: tls,
    proxyTls: tls,
    // One rule for time stands in HttpClient.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  return {
    note: proxyNote(env),
    fetch: (url, init) => fetch(url, { ...init, dispatcher }),
    close: () => dispatcher.destroy(),
  }
}

const connectTimeout = 10_000
const proxyVariables = ['https_proxy', 'http_proxy'] as const

function proxyAddress(env: Environment, name: (typeof proxyVariables)[number]): string | undefined {
  const all = env['all_proxy'] ?? env['ALL_PROXY']
  const value = (env[name] ?? env[name.toUpperCase()] ?? all)?.trim()
  if (value === undefined || value === '') return undefined
  const address = value.includes('://') ? value : `http://${value}`
  if (URL.canParse(address) && /^(https?|socks5?):/.test(address)) return address
  const expected = 'expected an address like http://proxy.example:3128'
  throw modelFailure(
    'model_source_unreachable',
    `${name.toUpperCase()} is set to something that is not a proxy; ${expected}.`,
  )
}

function proxyNote(env: Environment): string {
  const notes = proxyVariables.flatMap((name) => {
    const address = proxyAddress(env, name)
    // Of the address only the host: it may hold a password.
    return address === undefined ? [] : [`${name.toUpperCase()} is ${new URL(address).host}`]
  })
  return notes.length === 0 ? '' : `; ${notes.join(', ')}`
}

async function trustedCertificates(files: readonly string[]): Promise<string[] | undefined> {
  if (files.length === 0) return undefined
  const contents = await Promise.all(files.map(readCertificates))
  return [...rootCertificates, ...contents]
}

async function readCertificates(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const message = `The certificates in ${path} cannot be read; check NODE_EXTRA_CA_CERTS, SSL_CERT_FILE and PIP_CERT.`
    throw modelFailure('model_source_unreachable', message, cause)
  }
}

import type { Environment } from '../environment.ts'

/**
 * Files of certificate authorities the user trusts beside Node's own: Node's variable, OpenSSL's, those of Python's
 * tools, and what pip and npm are set to. Node reads `NODE_EXTRA_CA_CERTS` by itself only where no others are given.
 */
export function certificateFiles(env: Environment, ...settings: readonly (string | undefined)[]): string[] {
  const variables = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'PIP_CERT']
  const files = [...variables.map((name) => env[name]), ...settings].filter((file): file is string => !!file)
  const unique = [...new Set(files)]
  const alone = unique.length === 1 && unique[0] === env['NODE_EXTRA_CA_CERTS']
  return alone ? [] : unique
}

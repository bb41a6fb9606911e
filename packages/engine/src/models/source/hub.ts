import { basename } from 'node:path/posix'
import type { HubReference } from '../model-reference.ts'
import { isRecord } from '../is-record.ts'
import { modelFailure, unreachable } from '../model-failure.ts'
import { chooseModelFile, listOf } from '../package-format/choose-model-file.ts'
import { statusReason } from './http-reasons.ts'
import { setByNote, type ModelOrigin, type ResolveContext } from './model-origin.ts'

/** A file the hub lists in a repository. */
interface HubFile {
  readonly path: string
  readonly size: number | undefined
  readonly sha256: string | undefined
}

/**
 * Finds a model file on the Hugging Face hub, or on the mirror in `HF_ENDPOINT`. `HF_TOKEN` is sent to that host only.
 * The hub tells size and SHA-256 of each file, so that every download from it can be checked.
 */
export async function resolveHub(reference: HubReference, context: ResolveContext): Promise<ModelOrigin> {
  const { env } = context.machine
  const endpoint = (env['HF_ENDPOINT'] || 'https://huggingface.co').replace(/\/+$/, '')
  if (!URL.canParse(endpoint))
    throw unreachable('HF_ENDPOINT is not an address; expected one like https://huggingface.co')
  const setBy = env['HF_ENDPOINT'] ? 'HF_ENDPOINT' : undefined
  const token = env['HF_TOKEN'] || env['HUGGING_FACE_HUB_TOKEN']
  const hub: Hub = {
    endpoint,
    label: `${reference.repository} on ${new URL(endpoint).host}${setByNote(setBy)}`,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  }
  const files = await listFiles(hub, reference, context)
  const file = chooseFile(files, reference, hub.label)
  const { sha256 } = context.expected
  if (sha256 !== undefined && file.sha256 !== undefined && sha256 !== file.sha256) {
    throw modelFailure('model_checksum_mismatch', otherFile(hub.label, reference, sha256, file.sha256))
  }
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  return {
    label: hub.label,
    url: `${endpoint}/${reference.repository}/resolve/${encodeURIComponent(reference.revision)}/${path}`,
    headers: hub.headers,
    packing: { kind: 'none' },
    transferSize: file.size,
    size: file.size,
    sha256: sha256 ?? file.sha256,
  }
}

// Known before gigabytes are moved.
function otherFile(label: string, reference: HubReference, expected: string, found: string): string {
  return `${label} has another file under this name now: SHA-256 ${found}, expected ${expected}; to take it as it is, ask for \`${reference.name}\``
}

interface Hub {
  readonly endpoint: string
  readonly label: string
  readonly headers: Record<string, string>
}

async function listFiles(hub: Hub, reference: HubReference, { http, signal }: ResolveContext): Promise<HubFile[]> {
  const files: HubFile[] = []
  const revision = encodeURIComponent(reference.revision)
  let next: string | undefined =
    `${hub.endpoint}/api/models/${reference.repository}/tree/${revision}?recursive=true&expand=false`
  for (let page = 0; next !== undefined && page < mostPages; page++) {
    const answer = await http.get(next, { headers: hub.headers, signal })
    if (answer.status !== 200) {
      answer.discard()
      throw unreachable(`${hub.label}: ${refusal(answer.status, hub, reference)}`)
    }
    files.push(...readFileList(await answer.text(), hub.label))
    next = nextPage(answer.header('link'), hub.endpoint)
  }
  return files
}

// The hub lists 1,000 files a page; no repository of models has more than a few hundred.
const mostPages = 20

function refusal(status: number, hub: Hub, reference: HubReference): string {
  if (status !== 401 && status !== 403 && status !== 404) return statusReason(status)
  const page = `${hub.endpoint}/${reference.repository}`
  return `HTTP ${status}: there is no such repository or revision, or it asks for an agreement; look at ${page}, and set HF_TOKEN once you may read it`
}

function nextPage(link: string | undefined, endpoint: string): string | undefined {
  const address = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1]
  if (address === undefined || !URL.canParse(address, endpoint)) return undefined
  const url = new URL(address, endpoint)
  // The token goes to the endpoint only.
  return url.origin === new URL(endpoint).origin ? url.href : undefined
}

function readFileList(text: string, label: string): HubFile[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch (cause) {
    throw unreachable(`${label} answered with something other than its list of files`, cause)
  }
  if (!Array.isArray(list)) throw unreachable(`${label} answered with something other than its list of files`)
  return list.flatMap((item: unknown) => {
    if (!isRecord(item) || typeof item['path'] !== 'string' || item['type'] !== 'file') return []
    const large = isRecord(item['lfs']) ? item['lfs'] : {}
    const size = large['size'] ?? item['size']
    const sha256 = large['oid']
    return {
      path: item['path'],
      size: typeof size === 'number' ? size : undefined,
      sha256: typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined,
    }
  })
}

function chooseFile(files: readonly HubFile[], reference: HubReference, label: string): HubFile {
  const { file, quantisation } = reference
  // A projector turns images into tokens for the model beside it; alone it answers nothing.
  const models = files.filter(({ path }) => /\.gguf$/i.test(path) && !/mmproj/i.test(basename(path)))
  const paths = models.map(({ path }) => path)
  const path = file === undefined ? choosePath(paths, quantisation, label) : chooseModelFile(paths, file, label)
  const chosen = models.find((model) => model.path === path)
  if (chosen === undefined || isShard(path)) {
    throw unreachable(
      `${label}: \`${path}\` is one part of a model in several files, which cannot be taken; choose a smaller quantisation`,
    )
  }
  return chosen
}

function choosePath(paths: readonly string[], quantisation: string | undefined, label: string): string {
  if (quantisation !== undefined) {
    const found = paths.filter((path) => quantisationOf(path) === quantisation)
    if (found[0] !== undefined) return found.find((path) => !isShard(path)) ?? found[0]
    throw unreachable(`${label} has no ${quantisation} file; ${listOf(paths)}`)
  }
  const whole = paths.filter((path) => !isShard(path))
  const usual = usualQuantisations.map((name) => whole.find((path) => quantisationOf(path) === name))
  return usual.find((path) => path !== undefined) ?? chooseModelFile(whole, undefined, label)
}

// Good quality for the size, and what most repositories carry; in the order of preference.
const usualQuantisations = ['Q4_K_M', 'Q4_K_S', 'Q5_K_M', 'Q4_0', 'Q4_1', 'Q8_0']

/** `Q4_K_M` of `model-Q4_K_M.gguf` or `Q4_K_M/model-Q4_K_M-00001-of-00002.gguf`, in upper case. */
function quantisationOf(path: string): string | undefined {
  const name = basename(path)
    .replace(shardMark, '')
    .replace(/\.gguf$/i, '')
  return /(?:^|[-._])((?:UD-)?(?:IQ|Q|TQ)\d\w*|B?F16|F32|MXFP4\w*)$/i.exec(name)?.[1]?.toUpperCase()
}

function isShard(path: string): boolean {
  return shardMark.test(path)
}

const shardMark = /-\d{5}-of-\d{5}(?=\.gguf$)/i

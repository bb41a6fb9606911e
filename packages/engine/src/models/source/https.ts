import { basename } from 'node:path/posix'
import { publicAddress } from '../net/url-credentials.ts'
import type { ModelOrigin, ResolveContext } from './model-origin.ts'

/** A model at a plain address. */
export function resolveUrl(url: string, { expected }: Pick<ResolveContext, 'expected'>): ModelOrigin {
  const { pathname } = new URL(url)
  const fileName = decodeURIComponent(basename(pathname)) || 'model.gguf'
  return { label: publicAddress(url), url, packing: { kind: 'none' }, fileName, ...expected }
}

import { publicAddress } from '../net/url-credentials.ts'
import type { ModelOrigin, ResolveContext } from './model-origin.ts'

/** A model at a plain address. */
export function resolveUrl(url: string, { expected }: Pick<ResolveContext, 'expected'>): ModelOrigin {
  return { label: publicAddress(url), url, packing: { kind: 'none' }, ...expected }
}

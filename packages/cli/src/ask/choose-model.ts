/** Finds the name of the model where the command line gives none. */
import type { ChatBackend } from 'colloquy'
import { UsageError } from '../arguments/usage-error.ts'
import type { CliIo } from '../cli-io.ts'
import type { Target } from './target.ts'

/** The model named, or for this machine the default one. Undefined where the endpoint has to be asked. */
export async function namedModel(target: Target, io: Pick<CliIo, 'loadModels'>): Promise<string | undefined> {
  if (target.model !== undefined || target.kind === 'endpoint') return target.model
  return (await io.loadModels()).defaultModel
}

/** The model of an endpoint that offers a single one. Throws UsageError where there is a choice to make. */
export async function onlyModel(backend: Pick<ChatBackend, 'models'>): Promise<string> {
  const offered = await backend.models()
  const [only] = offered
  if (only && offered.length === 1) return only.id
  throw noModel(offered.map(({ id }) => id))
}

/** The name again; throws UsageError where there is none. */
export function requireModel(model: string | undefined): string {
  if (model === undefined) throw noModel([])
  return model
}

function noModel(offered: readonly string[]): UsageError {
  const shown = offered.slice(0, 8).join(', ')
  const names =
    offered.length === 0 ? '' : ` It offers: ${shown}${offered.length > 8 ? `, and ${offered.length - 8} more` : ''}.`
  return new UsageError('No model is named for this endpoint.', {
    command: 'ask',
    advice: `Name one with --model or COLLOQUY_MODEL.${names}`,
  })
}

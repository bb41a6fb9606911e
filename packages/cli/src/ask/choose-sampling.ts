import type { CliIo } from '../cli-io.ts'
import type { Question } from './question.ts'

/** Sampling fields of a request. */
export interface Sampling {
  readonly temperature?: number
  readonly top_p?: number
}

/**
 * What a model of this machine is sampled with where the command line says nothing: what its makers advise. The API's
 * own default, temperature 1, is more than small models can bear. Endpoints keep their defaults.
 */
export async function chooseSampling(
  { target, options, extra }: Question,
  io: Pick<CliIo, 'loadModels'>,
): Promise<Sampling> {
  if (target.kind === 'endpoint') return {}
  const isChosen = options.temperature !== undefined || options['top-p'] !== undefined
  if (isChosen || 'temperature' in extra || 'top_p' in extra) return {}
  const { defaultModel, findInCatalog } = await io.loadModels()
  return findInCatalog(target.model ?? defaultModel)?.sampling ?? {}
}

import type { LocalTarget } from '../ask/target.ts'
import type { Environment } from '../environment.ts'
import type { Models } from '../models/models.ts'

/**
 * Looks at the models of a target without loading one. Throws what the start would throw: for a name nobody knows, a file
 * that is none or no model, and, offline, a model that is not here.
 */
export async function checkModels(
  { model, offline, engine }: LocalTarget,
  models: Pick<Models, 'defaultModel' | 'ensureModel' | 'parseModelReference'>,
  env: Environment,
): Promise<void> {
  for (const name of [model ?? models.defaultModel, ...(engine?.otherModels ?? [])]) {
    const reference = models.parseModelReference(name)
    if (offline || reference.kind === 'file') await models.ensureModel(reference, { env, offline: true })
  }
}

import type { LocalTarget } from '../ask/target.ts'
import type { Environment } from '../environment.ts'
import type { Models } from '../models/models.ts'

/**
 * Checks the models of a target without loading one. Throws what the start of the server would throw: for an unknown
 * name, for a file that is missing or not a model, and with `--offline` for a model that is not on this machine.
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

/** What `colloquy show` tells about a model. */
import type { CachedModel, CatalogModel, ModelDescription } from '@colloquy/engine/models'
import { ModelError } from 'colloquy'
import type { Environment } from '../environment.ts'
import type { Models } from './models.ts'
import { templateFamily } from './template-family.ts'

/** Facts as JSON carries them; null where nobody says. */
export interface ModelFacts {
  readonly model: string
  readonly downloaded: boolean
  readonly title: string | null
  readonly architecture: string | null
  readonly parameters: number | null
  readonly quantisation: string | null
  readonly contextLength: number | null
  readonly kvBytesPerToken: number | null
  readonly chatTemplate: string | null
  readonly licence: string | null
  readonly size: number | null
  readonly path: string | null
  readonly sha256: string | null
  readonly source: string | null
}

/**
 * Looks where most is known: the header of the file, else the catalogue. Throws ModelError `model_not_downloaded` for a
 * model elsewhere that is not here, whose file would have to be fetched to tell anything.
 */
export async function findModelFacts(models: Models, name: string, env: Environment): Promise<ModelFacts> {
  const reference = models.parseModelReference(name)
  const entry = reference.kind === 'catalog' ? reference.model : undefined
  if (reference.kind === 'file') {
    return fromFile(models.describeModel(await models.readGguf(reference.path)), {
      reference: reference.name,
      path: reference.path,
    })
  }
  const here = (await models.listModels({ env })).find((model) => model.reference === reference.name)
  if (here) return fromFile(models.describeModel(await models.readGguf(here.path)), here, entry)
  if (entry) return fromCatalog(entry)
  throw new ModelError(`${reference.name} is not on this machine, and only its file could tell about it.`, {
    code: 'model_not_downloaded',
    param: 'model',
  })
}

function fromFile(
  file: ModelDescription,
  place: Pick<CachedModel, 'reference' | 'path' | 'sha256' | 'source'>,
  entry?: CatalogModel,
): ModelFacts {
  const template = file.chatTemplate
  return {
    model: place.reference,
    downloaded: true,
    title: entry?.title ?? file.name ?? null,
    architecture: file.architecture ?? null,
    parameters: file.parameters ?? null,
    quantisation: file.quantisation ?? null,
    contextLength: file.contextLength ?? null,
    kvBytesPerToken: file.kvBytesPerToken ?? null,
    chatTemplate: template === undefined ? null : (templateFamily(template) ?? 'its own'),
    licence: entry?.licence ?? file.licence ?? null,
    size: file.fileSize,
    path: place.path,
    sha256: place.sha256 ?? null,
    source: place.source ?? null,
  }
}

function fromCatalog(entry: CatalogModel): ModelFacts {
  return {
    model: entry.name,
    downloaded: false,
    title: entry.title,
    architecture: null,
    parameters: entry.parameters,
    quantisation: entry.quantisation,
    contextLength: entry.contextLength,
    kvBytesPerToken: entry.kvBytesPerToken,
    chatTemplate: null,
    licence: entry.licence,
    size: entry.size,
    path: null,
    sha256: entry.sha256 ?? null,
    source: entry.sources[0] ?? null,
  }
}

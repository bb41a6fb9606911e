/** What the CLI asks about the models of this machine: the public functions of the engine's model shelf. */
import type * as shelf from '@colloquy/engine/models'

/** Handed in through `CliIo.loadModels`, so that tests need no model. */
export type Models = Pick<
  typeof shelf,
  | 'catalog'
  | 'defaultModel'
  | 'describeModel'
  | 'ensureModel'
  | 'findInCatalog'
  | 'listModels'
  | 'memoryNeed'
  | 'parseModelReference'
  | 'readGguf'
  | 'removeModel'
>

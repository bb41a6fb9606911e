export { catalog, defaultModel, findInCatalog, type CatalogModel } from './catalog.ts'
export { memoryNeed, type MemoryFactors } from './memory-need.ts'
export {
  parseModelReference,
  type HubReference,
  type ModelReference,
  type NpmReference,
  type PypiReference,
  type ReferenceContext,
} from './model-reference.ts'
export { ensureModel, type EnsureModelOptions, type ModelFile } from './ensure-model.ts'
export type {
  DoneEvent,
  DownloadEvent,
  ProgressEvent,
  ResolveEvent,
  SourceFailedEvent,
  StartEvent,
  VerifyEvent,
  WaitEvent,
} from './download/download-event.ts'
export { findModel, listModels, type CachedModel, type ModelsLocation } from './cache/list-models.ts'
export { modelsDirectory } from './cache/models-directory.ts'
export { removeModel, type RemovedModel } from './cache/remove-model.ts'
export type { Environment, Machine } from './environment.ts'
export { readGguf, type ReadGgufOptions } from './gguf/read-gguf.ts'
export type { GgufFile, GgufSkippedArray, GgufTensor, GgufValue, GgufValueType } from './gguf/gguf-file.ts'
export { describeModel, type ModelDescription } from './gguf/describe-model.ts'

export { createEngine, type Engine, type EngineInfo } from './engine.ts'
export type { EngineEvent, EngineOptions, LoadEvent, PlanEvent } from './engine-options.ts'
export type { GpuSupport } from './native/binding-package.ts'
export { supportTable, type Support } from './support-table.ts'

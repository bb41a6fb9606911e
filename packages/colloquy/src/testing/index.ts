export { chunksOf } from './chunks-of.ts'
export { scriptedBackend, type ScriptedAnswer, type ScriptedBackend, type ScriptOptions } from './scripted-backend.ts'

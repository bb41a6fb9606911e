import path from 'node:path'

import { parseModelReference, type ModelFile } from './models/index.ts'

/**
 * The name a model is served under: its canonical reference, but for a file the file's name without folders, which
 * are nobody's business.
 */
export function servedModelId(file: ModelFile): string {
  return file.reference === file.path ? path.basename(file.path).replace(/\.gguf$/i, '') : file.reference
}

/** True where `name`, from a request, means the model: its id, its file's name or path, or another spelling of its reference. */
export function meansServedModel(name: string, file: ModelFile): boolean {
  if (name === servedModelId(file) || name === file.reference || name === path.basename(file.path)) return true
  try {
    return parseModelReference(name).name === file.reference
  } catch {
    return false
  }
}

import { open, type FileHandle } from 'node:fs/promises'
import { ModelError, NotFoundError } from 'colloquy'
import { systemCode } from '../model-failure.ts'
import { FileCursor } from './file-cursor.ts'
import type { GgufFile } from './gguf-file.ts'
import { GgufReader } from './gguf-reader.ts'

/** Options of {@link readGguf}. */
export interface ReadGgufOptions {
  /** Read long arrays (vocabulary, merges, scores) too; they are stepped over by default. */
  readonly arrays?: boolean | undefined
}

/**
 * Reads the header of a GGUF file (version 2 or 3, little-endian): metadata and the directory of tensors.
 *
 * Memory stays bounded: weights are never read, and long arrays only when asked for. Throws NotFoundError if there is
 * no file. Throws ModelError with code `model_file_invalid` for any other file, saying what was found.
 */
export async function readGguf(path: string, options: ReadGgufOptions = {}): Promise<GgufFile> {
  const file = await openModel(path)
  try {
    const { size } = await file.stat()
    const reader = new GgufReader(new FileCursor(file, size), path, options.arrays ?? false)
    return await reader.read()
  } finally {
    await file.close()
  }
}

async function openModel(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r')
    if ((await file.stat()).isFile()) return file
    await file.close()
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') {
      throw new NotFoundError(`There is no file ${path}. Expected a GGUF file.`, { code: 'model_not_found', cause })
    }
    throw new ModelError(`The model file cannot be opened: ${path}. Expected a GGUF file.`, {
      code: 'model_file_invalid',
      cause,
    })
  }
  throw new ModelError(`${path} is not a file. Expected a GGUF file.`, { code: 'model_file_invalid' })
}

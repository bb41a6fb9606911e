import { createHash } from 'node:crypto'
import { join } from 'node:path'

/**
 * Where everything of one model is, in the folder of models:
 *
 *     smollm2-135m.gguf               the model; that it is there means that it is whole and was checked
 *     smollm2-135m.json               where it came from
 *     .partial/smollm2-135m.lock      held by the process that fetches it
 *     .partial/smollm2-135m.<id>.part bytes of an unfinished transfer, and `.part.json` what they are part of
 *     .partial/smollm2-135m.unpacked  the model on its way out of a package
 *
 * Unfinished files are in the same folder as finished ones since only there a rename is one step.
 */
export interface ModelPaths {
  readonly directory: string
  readonly model: string
  readonly note: string
  readonly partialDirectory: string
  /** Path of an unfinished file, without its ending. */
  readonly partial: string
  readonly lock: string
}

/** The paths of a model by its canonical name. */
export function modelPaths(directory: string, name: string): ModelPaths {
  const stem = fileStem(name)
  const partialDirectory = join(directory, '.partial')
  return {
    directory,
    model: join(directory, `${stem}.gguf`),
    note: join(directory, `${stem}.json`),
    partialDirectory,
    partial: join(partialDirectory, stem),
    lock: join(partialDirectory, `${stem}.lock`),
  }
}

/**
 * A file name for a model's name, good on every system: lower case, letters, digits, `.`, `-` and `_`.
 * Names of the catalogue (`family:tag`) stay as they are; others get 8 digits of their SHA-256, so that no two names share a file and
 * none is a device name of Windows.
 */
export function fileStem(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
  if (/^(?!(hf|pypi|npm|https?):)[a-z0-9.-]+:[a-z0-9.-]+$/.test(name)) return plain
  const id = createHash('sha256').update(name).digest('hex').slice(0, 8)
  // The end of a reference tells more than its start, and 255 bytes is what a file name may have.
  return `${plain.slice(-100).replace(/^[.-]+/, '')}-${id}`
}

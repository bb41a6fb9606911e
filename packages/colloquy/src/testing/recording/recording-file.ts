import { InvalidRequestError } from '../../errors/colloquy-error.ts'
import { isRecord } from '../../is-record.ts'

/** Where a recording is kept. */
export interface RecordingStore {
  /** Gives what was written last; undefined where nothing was. */
  read(): string | undefined | Promise<string | undefined>
  write(text: string): void | Promise<void>
}

/** Keeps a recording in a file, whose folder is made. Throws `InvalidRequestError` on a runtime without files. */
export function recordingFile(file: string | URL): RecordingStore {
  const files = fileSystem()
  const folder = typeof file === 'string' ? file.replace(/[\\/]?[^\\/]*$/, '') || '.' : new URL('.', file)
  return {
    read: () => (files.existsSync(file) ? files.readFileSync(file, 'utf8') : undefined),
    write(text) {
      files.mkdirSync(folder, { recursive: true })
      files.writeFileSync(file, text)
    },
  }
}

/** What is used of `node:fs`. */
interface FileSystem {
  existsSync(path: string | URL): boolean
  readFileSync(path: string | URL, encoding: 'utf8'): string
  writeFileSync(path: string | URL, text: string): void
  mkdirSync(path: string | URL, options: { recursive: true }): void
}

/** Asked for at run time: an import would keep bundlers for browsers from taking this package. */
function fileSystem(): FileSystem {
  const runtime: unknown = Reflect.get(globalThis, 'process')
  if (isRecord(runtime) && typeof runtime['getBuiltinModule'] === 'function') {
    const files: unknown = runtime['getBuiltinModule']('node:fs')
    if (isFileSystem(files)) return files
  }
  const message = 'This runtime has no files. Give a store of your own in place of a file name.'
  throw new InvalidRequestError(message, { param: 'place' })
}

function isFileSystem(value: unknown): value is FileSystem {
  return isRecord(value) && typeof value['writeFileSync'] === 'function'
}

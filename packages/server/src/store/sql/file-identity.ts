import { statSync } from 'node:fs'

/**
 * Remembers which file a path led to. If an open file is deleted or replaced, a program goes on writing into the old
 * one, and all of that is lost when it ends.
 */
export class FileIdentity {
  readonly #path: string
  /** Undefined while there is none yet. */
  #known: string | undefined

  constructor(path: string) {
    this.#path = path
    this.#known = identityOf(path)
  }

  /** Throws where the path leads elsewhere by now. Costs some 2 microseconds. */
  check(): void {
    const now = identityOf(this.#path)
    this.#known ??= now
    if (now === this.#known) return
    throw new Error(
      now === undefined
        ? `${this.#path} was taken away. What was written is lost unless it is put back while this process runs.`
        : `${this.#path} is another file than the one that was opened. Put that back, or start the server anew.`,
    )
  }
}

function identityOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  return found && `${found.dev}/${found.ino}`
}

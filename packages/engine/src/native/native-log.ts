import type { NativeBinding } from './binding.ts'

// llama.cpp writes some hundred lines to standard output when it loads a model, which would break `colloquy run | …`.
const errorsOnly = 2
const everything = 6
const remembered = 8

/** Keeps llama.cpp's log off the terminal; remembers its last error lines, the only place that tells why a load failed. */
export class NativeLog {
  readonly #lines: string[] = []

  /** Takes the log of `binding`. With `COLLOQUY_LOG=debug` all of it goes to standard error as well. */
  constructor(binding: NativeBinding, env: Readonly<Record<string, string | undefined>>) {
    const debug = env['COLLOQUY_LOG'] === 'debug'
    binding.setLoggerLogLevel(debug ? everything : errorsOnly)
    binding.setLogger((level, text) => {
      if (debug) process.stderr.write(text)
      if (level > errorsOnly || text.trim() === '') return
      this.#lines.push(text.trim())
      if (this.#lines.length > remembered) this.#lines.shift()
    })
  }

  /** Hands over the error lines since the last call. Waits one turn of the event loop, on which the addon delivers them. */
  async takeErrors(): Promise<readonly string[]> {
    await new Promise((resolve) => setImmediate(resolve))
    return this.#lines.splice(0)
  }
}

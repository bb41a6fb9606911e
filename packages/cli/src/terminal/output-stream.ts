/** Standard output or standard error: waits for a slow reader, notices one that left, decides about colour. */
import type { TextStream } from '../cli-io.ts'
import type { Environment } from '../environment.ts'
import { printable } from './printable.ts'
import { type Format, style, wantsColour } from './colour.ts'

/** The reader has closed the pipe, as `head -1` does. No fault: there is nobody left to write for. */
export class OutputClosed extends Error {
  override readonly name = 'OutputClosed'
}

/** One instance a stream. */
export class OutputStream {
  readonly isTTY: boolean
  /** May move the cursor: a terminal with a person before it, neither a dumb one nor a build log. */
  readonly isInteractive: boolean
  /** Whether `style` does anything. */
  readonly hasColour: boolean
  readonly #stream: TextStream
  readonly #closed = new AbortController()
  #failure: Error | undefined

  constructor(stream: TextStream, env: Environment) {
    this.#stream = stream
    this.isTTY = stream.isTTY === true
    this.isInteractive = this.isTTY && !env['CI'] && env['TERM'] !== 'dumb'
    this.hasColour = wantsColour(this.isTTY, env)
    stream.on('error', (error: NodeJS.ErrnoException) => {
      const gone = error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
      this.#failure ??= gone ? new OutputClosed('The reader has gone.') : error
      this.#closed.abort(this.#failure)
    })
  }

  /** Aborts when nothing can be written any more; the reason is OutputClosed or the write's own error. */
  get closed(): AbortSignal {
    return this.#closed.signal
  }

  /** Width of the terminal; 80 where there is none, or one that does not know (a pseudo-terminal of 0 columns). */
  get columns(): number {
    return this.#stream.columns || 80
  }

  /** Columns that a line may take: those of the terminal; into a pipe or a file, any number. */
  get lineWidth(): number {
    return this.isTTY ? this.columns : Number.POSITIVE_INFINITY
  }

  /** Height of the terminal; 24 where there is none. */
  get rows(): number {
    return this.#stream.rows || 24
  }

  /** Calls `listener` whenever the terminal gets another size, until the returned function is called. */
  onResize(listener: () => void): () => void {
    this.#stream.on('resize', listener)
    return () => {
      this.#stream.off('resize', listener)
    }
  }

  /** Writes as is. Resolves when the reader keeps up; rejects when it cannot be written to. */
  async write(text: string): Promise<void> {
    if (this.#failure) throw this.#failure
    if (text === '' || this.#stream.write(text)) return
    await this.#drained()
  }

  /** Writes text that others made (a model, a server, a file): on a terminal without its control characters. */
  async writeForeign(text: string): Promise<void> {
    await this.write(this.isTTY ? printable(text) : text)
  }

  /** Writes decoration (a spinner, a bar) without waiting: nobody misses it when the stream has gone. */
  paint(text: string): void {
    if (!this.#failure) this.#stream.write(text)
  }

  /** Resolves once everything written has left this process. */
  async flush(): Promise<void> {
    if (this.#failure) return
    await new Promise<void>((resolve) => {
      this.#stream.write('', () => {
        resolve()
      })
    })
  }

  /** Text in a colour or weight where this stream wants any, else as it is. */
  style(format: Format, text: string): string {
    return this.hasColour ? style(format, text) : text
  }

  async #drained(): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#stream.off('drain', done)
        this.closed.removeEventListener('abort', done)
        resolve()
      }
      this.#stream.on('drain', done)
      this.closed.addEventListener('abort', done)
    })
    if (this.#failure) throw this.#failure
  }
}

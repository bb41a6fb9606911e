import type { ChunkSource } from '../client/chunk-source.ts'
import type { ChatCompletionStream } from '../client/completion-stream.ts'
import type { Deadline } from '../client/deadline.ts'
import { AbortError } from '../errors/colloquy-error.ts'
import type { ChatCompletion, ChatCompletionChunk } from '../protocol/index.ts'

/** What is told of the chunks that pass. */
export interface PassingChunks {
  /** Called with each chunk before it is passed on; what it throws ends the stream. */
  readonly onChunk?: (chunk: ChatCompletionChunk) => void
  readonly onEnd?: (completion: ChatCompletion) => void
  /** Called once, also where the reader leaves. */
  readonly onFailure?: (error: unknown) => void
}

/** The chunks of a stream that is opened when it is read. */
export class StreamedChunks implements ChunkSource {
  readonly #open: () => Promise<ChatCompletionStream>
  readonly #passing: PassingChunks
  #stream: Promise<ChatCompletionStream> | undefined
  #closed = false

  constructor(open: () => Promise<ChatCompletionStream>, passing: PassingChunks, deadline: Deadline) {
    this.#open = open
    this.#passing = passing
    deadline.onFail(() => this.#close())
  }

  /** Opens the stream. Throws where the request is refused. */
  async open(): Promise<ChatCompletionStream> {
    this.#stream ??= this.#open()
    try {
      return await this.#stream
    } catch (error) {
      this.#passing.onFailure?.(error)
      throw error
    }
  }

  async read(): Promise<readonly ChatCompletionChunk[] | undefined> {
    const { onChunk, onEnd, onFailure } = this.#passing
    const stream = await this.open()
    try {
      const { done, value } = await stream.next()
      if (!done) {
        onChunk?.(value)
        return [value]
      }
      onEnd?.(await stream.completion())
      this.#closed = true
      return undefined
    } catch (error) {
      onFailure?.(error)
      throw error
    }
  }

  #close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#passing.onFailure?.(new AbortError('The stream was closed before its end.'))
    void this.#stream?.then((stream) => stream.return()).catch(() => {})
  }
}

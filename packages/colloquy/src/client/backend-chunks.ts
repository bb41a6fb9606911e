import type { ChatBackend } from '../backend.ts'
import { AbortError, isColloquyError, ServerError } from '../errors/colloquy-error.ts'
import type { ChatCompletionChunk, ChatCompletionRequest } from '../protocol/index.ts'
import type { ChunkSource } from './chunk-source.ts'
import type { Deadline } from './deadline.ts'
import type { TimeoutOptions } from './options.ts'

/** The chunks of a backend in this process, under the same deadline as those of a server. */
export class BackendChunks implements ChunkSource {
  readonly #deadline: Deadline
  readonly #timeout: TimeoutOptions
  readonly #complete: () => AsyncIterable<ChatCompletionChunk>
  #iterator: AsyncIterator<ChatCompletionChunk> | undefined
  #begun = false

  constructor(backend: ChatBackend, request: ChatCompletionRequest, deadline: Deadline, timeout: TimeoutOptions) {
    this.#deadline = deadline
    this.#timeout = timeout
    this.#complete = () => backend.complete(request, { signal: deadline.signal })
  }

  async read(): Promise<readonly ChatCompletionChunk[] | undefined> {
    const deadline = this.#deadline
    if (deadline.failure) throw deadline.failure
    if (this.#begun) deadline.wait('idle', this.#timeout.idle)
    else deadline.wait('first-token', this.#timeout.firstToken)
    try {
      this.#iterator ??= this.#complete()[Symbol.asyncIterator]()
      const { done, value } = await deadline.race(this.#iterator.next())
      deadline.rest()
      this.#begun = true
      if (!done) return [value]
      deadline.release()
      return undefined
    } catch (error) {
      if (deadline.failure) throw deadline.failure
      if (isColloquyError(error)) throw error
      throw new ServerError('The backend failed; its error is the `cause`.', { cause: error })
    }
  }

  close(): void {
    this.#deadline.fail(new AbortError('The stream was closed.'))
    this.#deadline.release()
    void this.#iterator?.return?.().catch(() => {})
  }
}

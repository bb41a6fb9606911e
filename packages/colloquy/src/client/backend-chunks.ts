import type { ChatBackend } from '../backend.ts'
import { AbortError, isColloquyError, ServerError } from '../errors/colloquy-error.ts'
import type { ChatCompletionChunk, ChatCompletionRequest } from '../protocol/index.ts'
import type { ChunkSource } from './chunk-source.ts'
import type { Deadline } from './deadline.ts'

/** The chunks of a backend in this process, under the same deadline as those of a server. */
export class BackendChunks implements ChunkSource {
  readonly #deadline: Deadline
  readonly #complete: () => AsyncIterable<ChatCompletionChunk>
  #iterator: AsyncIterator<ChatCompletionChunk> | undefined
  #begun = false

  constructor(backend: ChatBackend, request: ChatCompletionRequest, deadline: Deadline) {
    this.#deadline = deadline
    this.#complete = () => backend.complete(request, { signal: deadline.signal })
  }

  async read(): Promise<readonly ChatCompletionChunk[] | undefined> {
    const deadline = this.#deadline
    deadline.wait(this.#begun ? 'idle' : 'firstToken')
    try {
      const { done, value } = await deadline.race(() => {
        this.#iterator ??= this.#complete()[Symbol.asyncIterator]()
        return this.#iterator.next()
      })
      deadline.rest()
      this.#begun = true
      if (!done) return [value]
      deadline.release()
      return undefined
    } catch (error) {
      if (isColloquyError(error)) throw error
      throw new ServerError('The backend failed: see `cause`.', { cause: error })
    }
  }

  close(): void {
    this.#deadline.fail(new AbortError('The stream was closed.'))
    void this.#iterator?.return?.().catch(() => {})
  }
}

import type { ChatBackend } from '../backend.ts'
import { isColloquyError, ServerError } from '../errors/colloquy-error.ts'
import type { ChatCompletionChunk, ChatCompletionRequest } from '../protocol/index.ts'
import type { ChunkSource } from './chunk-source.ts'
import type { Deadline } from './deadline.ts'

/** Throws what a backend threw: an error of ours as it is, any other as a cause. */
export function throwBackendError(error: unknown): never {
  throw isColloquyError(error) ? error : new ServerError('The backend failed: see `cause`.', { cause: error })
}

/** The chunks of a backend in this process, under the same deadline as those of a server. */
export function backendChunks(backend: ChatBackend, request: ChatCompletionRequest, deadline: Deadline): ChunkSource {
  let iterator: AsyncIterator<ChatCompletionChunk> | undefined
  let begun = false
  deadline.onFail(() => void iterator?.return?.().catch(() => {}))
  return {
    async read() {
      deadline.wait(begun ? 'idle' : 'firstToken')
      try {
        const { done, value } = await deadline.race(() => {
          iterator ??= backend.complete(request, { signal: deadline.signal })[Symbol.asyncIterator]()
          return iterator.next()
        })
        deadline.rest()
        begun = true
        if (!done) return [value]
        deadline.release()
        return undefined
      } catch (error) {
        throwBackendError(error)
      }
    },
  }
}

import type { ChatBackend } from '../backend.ts'
import { checkRequest } from './call.ts'
import { checkOptions, clientOptions } from './check-options.ts'
import { ChunkStream } from './chunk-stream.ts'
import { HttpAnswers } from './http-answers.ts'
import { resolveConnection } from './connection.ts'
import type { ClientOptions } from './options.ts'
import { streamOver } from './stream-chat-completion.ts'

/** Answers requests by an OpenAI-compatible server. Throws `InvalidRequestError` for options that cannot be used. */
export function httpBackend(options: ClientOptions = {}): ChatBackend {
  checkOptions(options, clientOptions)
  const connection = resolveConnection(options)
  return {
    complete(request, { signal }) {
      checkRequest(request)
      const { source, deadline } = streamOver(connection, request, { signal })
      return new ChunkStream(source, deadline)
    },
    models: () => new HttpAnswers(connection).models(),
  }
}

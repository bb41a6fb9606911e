import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import { encodeDone, encodeEvent } from 'colloquy/stream'
import { ChunkPadding } from './chunk-padding.ts'
import { ChunkPresenter } from './chunk-presenter.ts'
import { errorBody } from './error-response.ts'

/** What the events need to know beside the chunks. */
export interface CompletionEventsOptions {
  /** Aborted when the reader has left; the events then end where they are. */
  signal: AbortSignal
  /** Told of the error that ends the stream early. */
  onError: (error: unknown) => void
  /** Told when no more events come. */
  onEnd?: () => void
}

/**
 * The server-sent events of one streamed completion: a `data:` line for each chunk, then `data: [DONE]`. After an
 * error there is a last event `{"error": …}` and no `[DONE]`, so no reader takes the part for the whole. There are
 * no `id:` lines: one client family dispatches empty events once it has seen one.
 */
export async function* completionEvents(
  chunks: AsyncIterable<ChatCompletionChunk>,
  request: ChatCompletionRequest,
  options: CompletionEventsOptions,
): AsyncGenerator<string, void> {
  const presenter = new ChunkPresenter(request)
  // OpenAI pads unless told not to. Most connections here are on one machine, so padding is for who asks for it.
  const padding = request.stream_options?.include_obfuscation === true ? new ChunkPadding() : undefined
  const event = (chunk: ChatCompletionChunk): string => encodeEvent(padding?.pad(chunk) ?? chunk)
  try {
    for await (const chunk of chunks) {
      const shown = presenter.push(chunk)
      if (shown !== undefined) yield event(shown)
    }
    const usage = presenter.end()
    if (usage !== undefined) yield event(usage)
    yield encodeDone()
  } catch (error) {
    // Nobody reads on. The stream just ends, without `[DONE]`: transports log a stream that throws as a failure.
    if (options.signal.aborted) return
    options.onError(error)
    yield encodeEvent(errorBody(error))
  } finally {
    options.onEnd?.()
  }
}

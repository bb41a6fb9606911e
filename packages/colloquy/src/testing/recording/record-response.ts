import { parseJson } from '../../parse-json.ts'
import { cleanEvents } from './clean-events.ts'
import type { RecordedResponse } from './recording.ts'
import { replayResponse } from './replay-response.ts'

/** Headers that say something to a client; the rest names accounts, machines and times. */
const keptHeaders = ['content-type', 'retry-after', 'retry-after-ms', 'x-request-id', 'x-should-retry']

/**
 * Passes a response on and records it without its secrets. It is recorded before its end is passed on, so whoever saw
 * the end can rely on it.
 */
export async function recordResponse(
  response: Response,
  clean: (text: string) => string,
  save: (recorded: RecordedResponse) => Promise<void>,
): Promise<Response> {
  const { status } = response
  const headers: Record<string, string> = {}
  for (const name of keptHeaders) {
    const value = response.headers.get(name)
    if (value !== null) headers[name] = clean(value)
  }
  if (response.body && response.headers.get('content-type')?.includes('event-stream')) {
    const body = recordedStream(response.body, (text, end) =>
      save({ status, headers, texts: cleanEvents(eventsOf(text), clean), ...(end && { end }) }),
    )
    return new Response(body, { status, headers: response.headers })
  }
  const text = clean(await response.text())
  const json = parseJson(text)
  const recorded = { status, headers, ...(json === undefined ? { texts: [text] } : { json }) }
  await save(recorded)
  return replayResponse(recorded)
}

function recordedStream(
  source: ReadableStream<Uint8Array>,
  save: (text: string, end?: 'broken' | 'left') => Promise<void>,
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  const decoder = new TextDecoder()
  const texts: string[] = []
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch(async (error: unknown) => {
          await save(texts.join(''), 'broken')
          throw error
        })
        if (done) {
          await save(texts.join('') + decoder.decode())
          controller.close()
        } else {
          texts.push(decoder.decode(value, { stream: true }))
          controller.enqueue(value)
        }
      },
      async cancel(reason) {
        await save(texts.join(''), 'left')
        await reader.cancel(reason)
      },
    },
    // What nobody read is not known to have come.
    { highWaterMark: 0 },
  )
}

/** One event a text, its blank line included: what changed between two recordings can be read. */
function eventsOf(text: string): string[] {
  return text.split(/(?<=\n\r?\n)/).filter(Boolean)
}

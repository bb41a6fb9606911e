import type { ChatCompletionEvent } from './chunk-events.ts'
import { JsonPreview } from './json-preview.ts'
import type { JsonValue } from './resumable-json.ts'

/** The JSON of one choice while it is being written. Live: the same objects grow. */
export interface PartialJson {
  /** The content so far; undefined before it begins, and if it is not JSON. */
  readonly content: JsonValue | undefined
  /** The calls so far, in their order. */
  readonly calls: readonly PartialCall[]
}

/** A call of a function while its arguments are being written. */
export interface PartialCall {
  /** The call's id, to answer it by. */
  readonly id: string
  /** The name of the function. */
  readonly name: string
  /** The arguments so far; undefined before they begin, and if they are not JSON. */
  readonly arguments: JsonValue | undefined
}

/**
 * Shows the JSON of content and of tools' arguments while it is being written, each time something of it came. Each
 * character is read once, so that a long answer costs linear time. Nothing is validated yet: what
 * `stream.completion()` gives is. Throws what reading the stream throws.
 *
 * @param events - What `stream.events()` gives.
 * @param choice - The index of the choice to show. Default 0.
 *
 * @example
 * for await (const { content } of partialJson(stream.events())) show(content)
 */
export async function* partialJson(
  events: AsyncIterable<ChatCompletionEvent>,
  choice = 0,
): AsyncGenerator<PartialJson, undefined> {
  const content = new JsonPreview()
  const calls: GrowingCall[] = []
  for await (const event of events) {
    if (!('choice' in event) || event.choice !== choice) continue
    if (event.type === 'content-delta') content.push(event.delta)
    else if (event.type === 'tool-call-delta') {
      const { index, id, name, delta } = event
      ;(calls[index] ??= new GrowingCall(id, name)).push(delta)
    } else continue
    yield { content: content.value, calls }
  }
}

class GrowingCall extends JsonPreview implements PartialCall {
  readonly id: string
  readonly name: string

  constructor(id: string, name: string) {
    super()
    this.id = id
    this.name = name
  }

  get arguments(): JsonValue | undefined {
    return this.value
  }
}

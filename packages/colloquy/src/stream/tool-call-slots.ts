import { isRecord } from '../is-record.ts'
import type { ChatCompletionMessageToolCallChunk, ChatCompletionToolCall } from '../protocol/index.ts'
import { mergeField } from './merge-fields.ts'

/** A call being written, and the `index` its pieces carry on the wire. */
interface Slot {
  readonly wireIndex: number | null | undefined
  readonly call: ChatCompletionToolCall
}

/**
 * Joins the pieces of tool calls. Pure; one instance per choice.
 *
 * Servers leave out the index, repeat 0 for every call, leave out or repeat the id: a piece belongs to the call with
 * its index, else with its id, else to the last one; a new id or name opens a call.
 */
export class ToolCallSlots {
  /** The calls so far, in the order of their index, else in the order they were opened. */
  readonly calls: ChatCompletionToolCall[] = []
  readonly #slots: Slot[] = []

  /** Takes the next piece. */
  push(piece: ChatCompletionMessageToolCallChunk): void {
    const call = this.#find(piece) ?? this.#open(piece)
    if (!isRecord(piece)) return
    for (const key in piece) {
      if (key === 'function' && call.type === 'function') {
        const { name, arguments: text } = piece.function ?? {}
        // A name comes whole; servers that send it again send it whole again.
        if (name) call.function.name = name
        if (text) call.function.arguments += textOf(text)
      } else if (key === 'custom' && call.type === 'custom') {
        const { name, input } = piece.custom ?? {}
        if (name) call.custom.name = name
        if (input) call.custom.input += input
      } else if (key === 'id') call.id ||= piece.id ?? ''
      else if (key !== 'index' && key !== 'type') mergeField(call, key, piece[key], 'append')
    }
  }

  #find(piece: ChatCompletionMessageToolCallChunk): ChatCompletionToolCall | undefined {
    const { index, id } = piece
    const last = this.#slots.at(-1)
    // Loose on purpose: null is as good as absent. The last one is nearly always meant, so it is asked first.
    const sameIndex =
      index == null
        ? undefined
        : last?.wireIndex === index
          ? last
          : this.#slots.find((slot) => slot.wireIndex === index)
    const name = piece.function?.name || piece.custom?.name
    if (id) {
      const sameId = this.#slots.find((slot) => slot.call.id === id)
      if (sameId) return sameId.call
      // A new id for a call that has one opens another, unless it brings no name: some servers renew it every time.
      return sameIndex && (!name || (!sameIndex.call.id && !nameOf(sameIndex.call))) ? sameIndex.call : undefined
    }
    const candidate = sameIndex ?? (name && index != null ? undefined : last)
    return candidate && name && opensAnother(candidate.call, name, piece) ? undefined : candidate?.call
  }

  #open(piece: ChatCompletionMessageToolCallChunk): ChatCompletionToolCall {
    const { index, type } = piece
    const call: ChatCompletionToolCall =
      type === 'custom' || (piece.custom && !piece.function)
        ? { id: '', type: 'custom', custom: { name: '', input: '' } }
        : { id: '', type: 'function', function: { name: '', arguments: '' } }
    const later = index == null ? -1 : this.#slots.findIndex(({ wireIndex }) => wireIndex != null && wireIndex > index)
    const at = later === -1 ? this.calls.length : later
    this.calls.splice(at, 0, call)
    this.#slots.splice(at, 0, { wireIndex: index, call })
    return call
  }
}

/** Some servers send the arguments parsed. */
function textOf(text: unknown): string {
  return typeof text === 'string' ? text : JSON.stringify(text)
}

/** Tells a server that repeats the name with each piece from one that begins another call. */
function opensAnother(call: ChatCompletionToolCall, name: string, piece: ChatCompletionMessageToolCallChunk): boolean {
  const before = nameOf(call)
  if (!before) return false
  if (before !== name) return true
  // The same name again: another call only where one whole object follows another.
  const text = textOf(piece.function?.arguments ?? '')
  return call.type === 'function' && text.startsWith('{') && call.function.arguments.endsWith('}')
}

function nameOf(call: ChatCompletionToolCall): string {
  return call.type === 'function' ? call.function.name : call.custom.name
}

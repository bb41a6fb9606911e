import { isRecord } from '../is-record.ts'
import { parseJson } from '../parse-json.ts'
import type { ChatCompletionChunk, ChatCompletionChunkChoice } from '../protocol/index.ts'
import type { FoundTexts } from './found-texts.ts'
import { SharedBytes } from './shared-bytes.ts'

/** Makes a chunk like the one that was learnt from, with other texts. */
type MakeChunk = (text: string, padding: string | undefined) => ChatCompletionChunk

/**
 * The bytes that the events of a stream share, learnt from one event, and the places of the texts that differ: the
 * piece of the answer and, where the server pads its events, the value of `obfuscation`.
 *
 * Comparing bytes takes a third of the time of decoding and parsing them. Splitting many events at once takes half, and
 * needs no warmed-up code. Either is safe: two events that differ only between the quotes of a string also parse to
 * values that differ only in that string.
 */
export class ChunkTemplate {
  /**
   * The parts before, between and after the texts. Dropped once they are needed as bytes, because many streams may be
   * open.
   */
  #pieces: readonly string[]
  #segments: readonly SharedBytes[] | undefined
  readonly #textsEach: number
  readonly #make: MakeChunk

  private constructor(pieces: readonly string[], make: MakeChunk) {
    this.#pieces = pieces
    this.#textsEach = pieces.length - 1
    this.#make = make
  }

  /** Learns from one event. Undefined if it has no text, or if more than its texts may differ in the next event. */
  static learn(bytes: Uint8Array): ChunkTemplate | undefined {
    const [, head, data] = /^(data: ?)([^\r\n]*)\n\n$/.exec(decoder.decode(bytes)) ?? []
    if (head === undefined || data === undefined) return undefined
    const maker = makerFrom(parseJson(data))
    const text = maker && literalIn(data, maker.key)
    const padding = literalIn(data, 'obfuscation')
    if (!maker || !text || (padding && padding.start < text.end)) return undefined
    const before = head + data.slice(0, text.start)
    const behind = `${data.slice((padding ?? text).end)}\n\n`
    const pieces = padding ? [before, data.slice(text.end, padding.start), behind] : [before, behind]
    // This proves that the places are right: with marks put there, only the texts of the parsed chunk change.
    const marked = pieces.reduce((marks, piece, at) => `${marks}mark-${at}${piece}`).slice(head.length)
    const made = maker.make('mark-1', padding && 'mark-2')
    if (JSON.stringify(parseJson(marked)) !== JSON.stringify(made)) return undefined
    return new ChunkTemplate(pieces, maker.make)
  }

  /**
   * Matches the event that begins at `at` and notes its texts. Returns where the event ends; -1 if it does not match or
   * is not whole.
   */
  match(view: DataView, at: number, found: FoundTexts): number {
    const segments = (this.#segments ??= this.#toBytes())
    let end = at
    for (let number = 0; number < segments.length && end !== -1; number++) {
      if (number > 0) end = found.add(view, end)
      if (end !== -1) end = segments[number]?.match(view, end) ?? -1
    }
    return end
  }

  /**
   * Takes apart all events at the start of `events` that match, in a few native calls: returns their texts, how many
   * events there were, and what comes after them. Undefined if the first event does not match, or if the matching ones
   * are not next to each other. Must not be called after {@link match}.
   */
  split(events: string): { texts: string[]; count: number; rest: string } | undefined {
    const [before = '', ...behind] = this.#pieces
    const last = behind.at(-1) ?? ''
    const end = events.lastIndexOf(last)
    if (end < before.length || !events.startsWith(before)) return undefined
    const literals = events.slice(before.length, end).split(last + before)
    // A JSON string cannot contain a line break, so wrong cuts are noticed below: what a wrong literal drags in becomes
    // a list or an object, which is not a string, or there are too many values.
    let list = literals.join('"\n,"')
    if (behind.length > 1) list = list.replaceAll(behind[0] ?? '', '"\n,0,"')
    const values = parseJson(`["${list}"]`)
    // Of each event the text; where it is padded, a mark and the padding.
    const each = behind.length * 2 - 1
    const fits = (value: unknown, at: number) => (at % each === 1 ? value === 0 : typeof value === 'string')
    if (!Array.isArray(values) || values.length !== literals.length * each || !values.every(fits)) return undefined
    return { texts: values.filter(isString), count: literals.length, rest: events.slice(end + last.length) }
  }

  /** Makes the chunks of matched events from their texts. */
  make(texts: readonly string[], into: ChatCompletionChunk[]): void {
    const step = this.#textsEach
    for (let at = 0; at < texts.length; at += step) {
      into.push(this.#make(texts[at] ?? '', step > 1 ? texts[at + 1] : undefined))
    }
  }

  #toBytes(): readonly SharedBytes[] {
    const segments = this.#pieces.map((piece) => new SharedBytes(encoder.encode(piece)))
    this.#pieces = []
    return segments
  }
}

const isString = (value: unknown): value is string => typeof value === 'string'

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** Where the text of the first field of this name stands, without its quotes. */
function literalIn(json: string, name: string): { start: number; end: number } | undefined {
  const found = new RegExp(`"${name}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`).exec(json)
  if (!found) return undefined
  const end = found.index + found[0].length - 1
  return { start: end - (found[1] ?? '').length, end }
}

const textFields = ['content', 'reasoning_content', 'reasoning', 'refusal'] as const

/**
 * How to make chunks like this one, which brings a piece of one text, and the name of the field that holds the text.
 */
function makerFrom(chunk: unknown): { readonly key: string; readonly make: MakeChunk } | undefined {
  if (!isPiece(chunk)) return undefined
  const [choice] = chunk.choices
  const { delta } = choice
  const wrap = (changed: ChatCompletionChunkChoice['delta'], padding: string | undefined): ChatCompletionChunk => {
    // Copying an object of the same shape is the fastest way for the engine to make one.
    const made = { ...chunk, choices: [{ ...choice, delta: changed }] }
    if (padding !== undefined) made.obfuscation = padding
    return made
  }
  const [call] = delta.tool_calls ?? []
  if (call?.function) {
    const described = call.function
    return {
      key: 'arguments',
      make: (text, padding) =>
        wrap({ ...delta, tool_calls: [{ ...call, function: { ...described, arguments: text } }] }, padding),
    }
  }
  const key = textFields.find((field) => typeof delta[field] === 'string')
  if (key === 'content') return { key, make: (content, padding) => wrap({ ...delta, content }, padding) }
  return key && { key, make: (text, padding) => wrap({ ...delta, [key]: text }, padding) }
}

/** A chunk with one choice that goes on, and nothing on the way to its text that chunks made from it would share. */
function isPiece(chunk: unknown): chunk is ChatCompletionChunk & { choices: [ChatCompletionChunkChoice] } {
  if (!isRecord(chunk) || chunk['error'] || !hasOnly(chunk, 'choices')) return false
  const choice = onlyEntry(chunk['choices'])
  if (!isRecord(choice) || choice['finish_reason'] || typeof choice['index'] !== 'number') return false
  const { delta } = choice
  if (!isRecord(delta) || !hasOnly(choice, 'delta') || !hasOnly(delta, 'tool_calls')) return false
  if (!('tool_calls' in delta)) return true
  const call = onlyEntry(delta['tool_calls'])
  return isRecord(call) && hasOnly(call, 'function') && isRecord(call['function']) && hasOnly(call['function'], '')
}

/** Whether no field but one holds an object or a list. */
function hasOnly(record: Record<string, unknown>, name: string): boolean {
  return Object.entries(record).every(([key, value]) => key === name || typeof value !== 'object' || value === null)
}

function onlyEntry(list: unknown): unknown {
  return Array.isArray(list) && list.length === 1 ? list[0] : undefined
}

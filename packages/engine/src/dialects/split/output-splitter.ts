import type { BegunAnswer } from '../begun-answer.ts'
import { callId } from '../call-id.ts'
import type { CallableTool } from '../callable-tool.ts'
import type { Dialect, ReasoningMarks } from '../dialect.ts'
import type { CallReader, DeclaredTools } from './call-reader.ts'
import { CallRecorder } from './call-recorder.ts'
import { createCallReader } from './create-call-reader.ts'
import { EventCollector } from './event-collector.ts'
import { MarkFinder } from './mark-finder.ts'
import type { OutputEvent } from './output-event.ts'
import { SoughtMarks, type Sought } from './sought-marks.ts'
import { SpokenText } from './spoken-text.ts'
import { ReasoningText } from './reasoning-text.ts'

export interface OutputSplitterOptions {
  /** The functions that may be called; without any, nothing is a call. */
  tools?: readonly CallableTool[]
  /** False: the first call ends the output. Default true. */
  parallel?: boolean
  /** What the prompt has already written of the answer: it may have opened reasoning or a call. Default: nothing. */
  begun?: BegunAnswer
  /** True where a grammar holds the output to calls from the start; see {@link OutputSplitter.trust}. */
  trusted?: boolean
  /** True where a grammar holds what is said to a form: once it has begun, marks in it are text, as in JSON's strings. */
  formed?: boolean
  /** Makes ids for calls. Default: random ones in the dialect's form. */
  newId?: () => string
}

interface OpenCall {
  readonly reader: CallReader
  /** Where its first character stands in the output. */
  readonly at: number
  /**
   * How many of its first characters cannot open another call: if this turns out not to be a call, they are content at
   * once.
   */
  readonly openerLength: number
  raw: string
}

/**
 * Splits a model's output into content, reasoning and calls. However the output is cut into pieces, the events are the
 * same, except for where their texts are cut. Text that looked like a call and turned out not to be one is content,
 * letter for letter. Pure; one instance for each choice.
 */
export class OutputSplitter {
  readonly #settledByOpener: boolean
  readonly #newReader: () => CallReader
  readonly #parallel: boolean
  readonly #marks: SoughtMarks
  readonly #markTexts: ReadonlySet<string>
  readonly #formed: boolean
  // Where in the output tokens stood that spell marks.
  readonly #tokensAt = new Set<number>()
  readonly #events = new EventCollector()
  readonly #finder = new MarkFinder<Sought>()
  readonly #speech: SpokenText
  readonly #calls: CallRecorder
  // Where the next character stands in the output.
  #at: number
  #reasoningEnd = 0
  #reasoning: { readonly marks: ReasoningMarks; readonly text: ReasoningText } | undefined
  #call: OpenCall | undefined
  // Behind a call: whether its section goes on, and the separators passed over since.
  #behindCall: 'open' | 'closed' | undefined
  #gap = ''

  constructor(dialect: Dialect, options: OutputSplitterOptions = {}) {
    const tools: DeclaredTools = new Map((options.tools ?? []).map((tool) => [tool.name, tool]))
    this.#settledByOpener = dialect.calls.settledBy === 'opener'
    this.#newReader = () => createCallReader(dialect.calls.body, tools, this.#calls)
    this.#parallel = options.parallel ?? true
    this.#marks = new SoughtMarks(dialect, tools)
    this.#markTexts = new Set(dialect.markTokens.values())
    this.#formed = options.formed ?? false
    this.#speech = new SpokenText((text, at) => this.#events.add({ type: 'content', text, at }))
    this.#calls = new CallRecorder({
      newId: options.newId ?? (() => callId(dialect.callIds)),
      trusted: options.trusted ?? false,
      send: (event) => this.#events.add(event),
      onCall: () => this.#speech.pause('call'),
    })
    const { mark = '', words = '' } = options.begun ?? {}
    this.#at = -mark.length
    this.#read(mark)
    if (words !== '') (this.#reasoning?.text ?? this.#speech).goOnBehind(words)
  }

  /** True when the output is over though the model might go on: a call was made, and only one is wanted. */
  get isOver(): boolean {
    return !this.#parallel && this.#calls.count > 0
  }

  /** Calls made so far; the finish reason is `tool_calls` where there are any. */
  get callCount(): number {
    return this.#calls.count
  }

  /** Whether the model is in its reasoning now, so that its tokens count as reasoning tokens. */
  get isReasoning(): boolean {
    return this.#reasoning !== undefined
  }

  /** The mark that ends the current reasoning, in the form the model was taught. */
  get reasoningClose(): string | undefined {
    return this.#reasoning?.marks.close[0]
  }

  /** Where in the output the last finished reasoning ended, after its closing mark. */
  get reasoningEnd(): number {
    return this.#reasoningEnd
  }

  /**
   * The text, from its opener on, of a call that has certainly begun and is not complete. A grammar for calls must read
   * this text before it can constrain the rest.
   */
  get openCall(): string | undefined {
    return this.#settledByOpener || this.#calls.isNamed ? this.#call?.raw : undefined
  }

  /** From here on a grammar holds the model to calls: they are told while they are written, not when complete. */
  trust(): void {
    this.#calls.trust()
  }

  /** Treats what looked like a call as content, whatever follows. */
  refuseCall(): OutputEvent[] {
    this.#read(this.#giveBack())
    return this.#events.take()
  }

  /**
   * Takes the next piece: text, or a token that steers the model. A token that is not a mark of the dialect is ignored.
   */
  push(piece: string | { readonly token: string }): OutputEvent[] {
    if (typeof piece === 'string') this.#read(piece)
    else if (this.#markTexts.has(piece.token)) {
      this.#tokensAt.add(this.#at)
      this.#read(piece.token)
    }
    return this.#events.take()
  }

  /** The output is over: hands out what was held back. A call that is not complete becomes content, unless it was told. */
  end(): OutputEvent[] {
    while (this.#call !== undefined && !this.#calls.isTold) this.#read(this.#giveBack())
    if (this.#call === undefined && !this.isOver) {
      const held = this.#finder.release()
      this.#pass(held, this.#at - held.length)
      if (this.#gap !== '' && this.#reasoning === undefined) this.#leaveCalls(this.#at)
      this.#speech.end()
    }
    return this.#events.take()
  }

  #read(text: string): void {
    let rest = text
    for (let index = 0; index < rest.length && !this.isOver; index++) {
      const character = rest[index] ?? ''
      this.#at++
      const again = this.#call === undefined ? this.#seek(character) : this.#readCall(this.#call, character)
      if (again === '') continue
      rest = again + rest.slice(index + 1)
      index = -1
    }
  }

  /**
   * Reads a character of a call. If the text turns out not to be a call, returns what must be read again, because
   * another call may begin within it.
   */
  #readCall(call: OpenCall, character: string): string {
    call.raw += character
    const progress = call.reader.take(character)
    if (progress === 'complete') this.#complete()
    return progress === 'no-call' ? this.#giveBack() : ''
  }

  /** Reads a character outside of calls; returns what must be read again. */
  #seek(character: string): string {
    const start = this.#at - 1 - this.#finder.held.length
    const { released, found, again } = this.#finder.push(character, (before) =>
      this.#soughtBehind(before, start + before.length),
    )
    this.#at -= again.length
    this.#pass(released, start)
    if (found !== undefined) this.#enter(found)
    return again
  }

  /** The marks that could begin at this place, after text that was released as not being a mark. */
  #soughtBehind(released: string, at: number): readonly Sought[] {
    if (this.#reasoning !== undefined) return this.#reasoningMarks(this.#reasoning)
    const isBlank = released.trim() === ''
    const isPausing = isBlank && this.#speech.isPausing
    if (this.#formed && !isPausing) return []
    const isAtLineStart = released === '' ? this.#speech.isAtLineStart : isPausing || released.endsWith('\n')
    const inText = this.#marks.at({ isPausing, isAtLineStart, isQuotation: this.#isQuotation(at) })
    if (this.#behindCall === undefined || !isBlank) return inText
    return [...(this.#behindCall === 'open' ? this.#marks.behindCall : this.#marks.closers), ...inText]
  }

  // Whether a mark at this place would only be quoted. In free text the model means a mark that has its own token only
  // if it writes that token. Exceptions: under a grammar, which works on letters, the model may spell the mark; and in
  // the prompt (`at` below 0) the template wrote it.
  #isQuotation(at: number): boolean {
    return at >= 0 && !this.#formed && !this.#calls.isTrusted && !this.#tokensAt.has(at)
  }

  #reasoningMarks({
    marks,
    text,
  }: {
    readonly marks: ReasoningMarks
    readonly text: ReasoningText
  }): readonly Sought[] {
    const closers = marks.close.map((close): Sought => ({ text: close, kind: 'closer' }))
    // When the prompt has opened the reasoning, the model may still write the opening mark once more.
    return text.hasBegun ? closers : [...closers, { text: marks.open.text, kind: 'layout' }]
  }

  // Passes on text that contains no mark and begins at `at`.
  #pass(text: string, at: number): void {
    if (text === '') return
    if (this.#reasoning !== undefined) this.#reasoning.text.add(text)
    else if (this.#gap !== '' && text.trim() === '') this.#gap += text
    else {
      if (text.trim() !== '') this.#leaveCalls(at)
      this.#speech.say(text, at)
    }
  }

  // Separators that no call followed were text.
  #leaveCalls(at: number): void {
    const gap = this.#gap
    this.#behindCall = undefined
    this.#gap = ''
    this.#speech.say(gap, at - gap.length)
  }

  #enter(found: Sought): void {
    if (found.kind === 'layout') return
    if (found.kind === 'separator') this.#gap += found.text
    else if (found.kind === 'call') this.#openCallWith(found)
    else if (found.kind === 'reasoning') {
      this.#speech.pause('reasoning')
      const text = new ReasoningText((words) => this.#events.add({ type: 'reasoning', text: words }))
      this.#reasoning = { marks: found.marks, text }
    } else if (this.#reasoning === undefined) {
      this.#behindCall = 'closed'
      this.#gap = ''
      this.#speech.pause('call')
    } else {
      this.#reasoning = undefined
      this.#reasoningEnd = this.#at
    }
  }

  #openCallWith({ text, bare }: Sought & { kind: 'call' }): void {
    const raw = this.#gap + text
    this.#gap = ''
    const reader = this.#newReader()
    this.#call = { reader, at: this.#at - raw.length, openerLength: raw.length, raw }
    // The opener of a bare call is the call's own first character, and no more than that.
    if (bare) for (const character of text) reader.take(character)
  }

  #complete(): void {
    this.#call = undefined
    this.#behindCall = 'open'
    this.#calls.complete()
  }

  /** This was not a call: turns its opener into content and returns the rest, which must be read again. */
  #giveBack(): string {
    const call = this.#call
    if (call === undefined) return ''
    const isTold = this.#calls.isTold
    this.#call = undefined
    this.#calls.discard()
    // Events of a call that were sent cannot be taken back; then only the character at fault is read again.
    const kept = isTold ? call.raw.length - 1 : call.openerLength
    this.#behindCall = undefined
    this.#at = call.at + kept
    if (!isTold) this.#speech.say(call.raw.slice(0, kept), call.at)
    return call.raw.slice(kept)
  }
}

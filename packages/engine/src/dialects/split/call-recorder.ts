import type { CallSink } from './call-reader.ts'
import type { OutputEvent } from './output-event.ts'

export interface CallRecorderOptions {
  readonly newId: () => string
  readonly trusted: boolean
  readonly send: (event: OutputEvent) => void
  /** Called when a call is certain, before its first event. */
  readonly onCall: () => void
}

/** Makes events of the calls that are read. A call is told when it is complete; a trusted one while it is written. */
export class CallRecorder implements CallSink {
  readonly #options: CallRecorderOptions
  #trusted: boolean
  #waiting: OutputEvent[] = []
  #named = false
  #count = 0

  constructor(options: CallRecorderOptions) {
    this.#options = options
    this.#trusted = options.trusted
  }

  /** Calls that are complete. */
  get count(): number {
    return this.#count
  }

  /** Whether the call that is being read has named a declared tool. */
  get isNamed(): boolean {
    return this.#named
  }

  /** Whether a grammar holds the model to calls. */
  get isTrusted(): boolean {
    return this.#trusted
  }

  /** Whether its events have been handed out, so that it cannot be taken back. */
  get isTold(): boolean {
    return this.#named && this.#trusted
  }

  name(name: string): void {
    this.#named = true
    const { newId } = this.#options
    this.#waiting.push({ type: 'tool-call-start', index: this.#count, id: newId(), name })
    if (this.#trusted) this.#flush()
  }

  arguments(text: string): void {
    this.#waiting.push({ type: 'tool-call-arguments', index: this.#count, text })
    if (this.#trusted) this.#flush()
  }

  complete(): void {
    this.#waiting.push({ type: 'tool-call-end', index: this.#count })
    this.#flush()
    this.#named = false
    this.#count++
  }

  /** It was no call. */
  discard(): void {
    if (this.isTold) this.#count++
    this.#waiting = []
    this.#named = false
  }

  /** From here on calls are told while they are written, the one that is being read too. */
  trust(): void {
    this.#trusted = true
    if (this.#named) this.#flush()
  }

  #flush(): void {
    for (const event of this.#waiting) {
      if (event.type === 'tool-call-start') this.#options.onCall()
      this.#options.send(event)
    }
    this.#waiting = []
  }
}

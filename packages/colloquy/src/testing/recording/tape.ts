import {
  formatRecording,
  parseRecording,
  type Exchange,
  type RecordedRequest,
  type RecordedResponse,
  type Recording,
} from './recording.ts'
import type { RecordingStore } from './recording-file.ts'
import { requestDifference } from './request-difference.ts'

/** A recording in use: answers are taken from it, each once, and added to it. */
export class Tape {
  readonly #store: RecordingStore
  readonly #recording: Recording
  /**
   * Does not include what this run has recorded, because a program that asks the same twice may get two different
   * answers.
   */
  readonly #unplayed: Exchange[]

  private constructor(store: RecordingStore, recording: Recording) {
    this.#store = store
    this.#recording = recording
    this.#unplayed = [...recording.exchanges]
  }

  /** Reads what is stored, or begins anew. Rejects for a damaged recording. */
  static async open(store: RecordingStore, { anew }: { anew: boolean }): Promise<Tape> {
    return new Tape(store, parseRecording(anew ? undefined : await store.read()))
  }

  /** Takes the next answer that was recorded for a request; undefined where there is none. */
  take(request: RecordedRequest): RecordedResponse | undefined {
    const at = this.#unplayed.findIndex((exchange) => !requestDifference(exchange.request, request))
    return at < 0 ? undefined : this.#unplayed.splice(at, 1)[0]?.response
  }

  /** Where a request differs from one that was recorded, of those not played if there are any. */
  differenceTo(request: RecordedRequest): string | undefined {
    const { exchanges } = this.#recording
    const candidates = [...this.#unplayed, ...exchanges].map((exchange) => exchange.request)
    const similar = candidates.find(({ method, path }) => method === request.method && path === request.path)
    const nearest = similar ?? candidates[0]
    return nearest && requestDifference(nearest, request)
  }

  async add(exchange: Exchange): Promise<void> {
    this.#recording.exchanges.push(exchange)
    await this.#store.write(formatRecording(this.#recording))
  }
}

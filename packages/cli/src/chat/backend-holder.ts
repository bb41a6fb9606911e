/** Keeps the backend of a conversation open from turn to turn. */
import type { OpenBackend } from '../backend.ts'
import { contextSize } from '../ask/context-share.ts'
import type { Target } from '../ask/target.ts'
import type { CommandContext } from '../command-context.ts'
import { DownloadReport } from '../terminal/download-report.ts'
import { openingProgress } from '../terminal/opening-progress.ts'
import type { StatusLine } from '../terminal/status-line.ts'

type ContextSize = Promise<number | undefined>

/** One instance a conversation. A model in memory stays there until another is wanted. */
export class BackendHolder {
  readonly #context: CommandContext
  #open: { readonly key: string; readonly backend: OpenBackend; readonly sizes: Map<string, ContextSize> } | undefined

  constructor(context: CommandContext) {
    this.#context = context
  }

  /** What answers for `target`; opens it, with its progress on `status`, where it is not open yet. */
  async get(target: Target, status: StatusLine, signal: AbortSignal): Promise<OpenBackend> {
    const key = JSON.stringify(target.kind === 'local' ? target : { baseURL: target.baseURL, apiKey: target.apiKey })
    if (this.#open?.key === key) return this.#open.backend
    await this[Symbol.asyncDispose]()
    const { io, stderr } = this.#context
    using report = new DownloadReport({ status, stderr, clock: io.clock })
    const backend = await io.openBackend({
      target,
      env: io.env,
      parallel: 1,
      signal,
      onProgress: openingProgress(status, report),
    })
    this.#open = { key, backend, sizes: new Map() }
    return backend
  }

  /** What is open now, without opening anything. */
  get current(): OpenBackend | undefined {
    return this.#open?.backend
  }

  /** Tokens that the context of `model` holds, where that is known; asked once, however many turns there are. */
  async contextSize(model: string): Promise<number | undefined> {
    if (!this.#open) return undefined
    const { backend, sizes } = this.#open
    const size = sizes.get(model) ?? contextSize(backend, model)
    sizes.set(model, size)
    return size
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const open = this.#open
    this.#open = undefined
    await open?.backend[Symbol.asyncDispose]()
  }
}

/** A world for `main` in which every byte, every moment and every signal is decided by the test. */
import { Writable } from 'node:stream'
import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import type { OpenBackend, OpenBackendOptions } from '../backend.ts'
import type { CliIo, HistoryFile, StopSignal } from '../cli-io.ts'
import type { Models } from '../models/models.ts'
import { MemorySessionStore } from '../sessions/memory-session-store.ts'
import type { SessionStore } from '../sessions/session.ts'

export interface FakeIoOptions {
  /** What is piped in; undefined means stdin is a terminal. */
  readonly piped?: string | readonly Uint8Array[] | undefined
  /** Whether what is piped in comes from another program. Default: it is a file, or /dev/null. */
  readonly pipe?: boolean
  /** What stdin waits for before it gives anything, and what happens when it is read. */
  readonly stdin?: Promise<never>
  readonly onRead?: () => void
  /** A stdout whose reader takes one write at a time, each after the next turn of the event loop. */
  readonly slow?: boolean
  readonly stdoutTTY?: boolean
  readonly stderrTTY?: boolean
  readonly columns?: number
  readonly env?: Record<string, string | undefined>
  /** What the backend answers. */
  readonly answer?: (request: ChatCompletionRequest, signal: AbortSignal) => AsyncIterable<ChatCompletionChunk>
  /** Called before the backend opens; may report progress or throw. */
  readonly opening?: (options: OpenBackendOptions) => void | Promise<void>
  /** Models an endpoint lists. */
  readonly offered?: readonly string[]
  readonly models?: Partial<Models>
  /** What is typed at the terminal: each line at its prompt, and keys once a text has been shown. */
  readonly typed?: readonly (string | { readonly after: string; readonly send: string })[]
  /** What the editor makes of the text it is given. */
  readonly edit?: (text: string) => string | undefined
}

export class FakeIo implements CliIo {
  readonly stdin: CliIo['stdin']
  readonly stdinIsPipe: boolean
  readonly stdout: FakeStream
  readonly stderr: FakeStream
  readonly env: Record<string, string | undefined>
  readonly clock: FakeClock = new FakeClock()
  readonly requests: ChatCompletionRequest[] = []
  readonly opened: OpenBackendOptions[] = []
  readonly killed: StopSignal[] = []
  disposed = 0
  /** Every write to either stream, in order, marked `out:` or `err:`. */
  readonly log: string[] = []
  /** Called after every write to either stream. */
  onWrite: () => void = () => {}
  readonly #options: FakeIoOptions
  readonly #listeners = new Set<(signal: StopSignal) => void>()

  constructor(options: FakeIoOptions = {}) {
    const { piped, stdoutTTY = false, stderrTTY = false, columns = 80, env = {} } = options
    this.#options = options
    // What a command keeps goes with the test; nothing is read of who runs it.
    this.env = { XDG_DATA_HOME: temporaryPath('data'), COLLOQUY_SETTINGS: '/nowhere/settings.toml', ...env }
    this.stdinIsPipe = options.pipe === true
    const { typed } = options
    // The generator below has a `this` of its own.
    const io = this
    const pieces = typeof piped === 'string' ? [new TextEncoder().encode(piped)] : (piped ?? [])
    this.stdin = {
      isTTY: piped === undefined && options.stdin === undefined,
      async *[Symbol.asyncIterator]() {
        options.onRead?.()
        await options.stdin
        let lines = 0
        for (const piece of typed ?? []) {
          const shown = (): string => io.stdout.text + io.stderr.text
          if (typeof piece === 'string') await until(() => io.stdout.text.split(promptMark).length > lines + 1)
          else await until(() => shown().includes(piece.after))
          const keys = typeof piece === 'string' ? piece : piece.send
          if (keys.endsWith('\r')) lines++
          yield keys
        }
        yield* pieces
      },
    }
    const seen = (mark: string) => (text: string) => {
      this.log.push(`${mark}:${text}`)
      this.onWrite()
    }
    this.stdout = new FakeStream(seen('out'), stdoutTTY, columns, options.slow)
    this.stderr = new FakeStream(seen('err'), stderrTTY, columns)
  }

  onSignal(listener: (signal: StopSignal) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  send(signal: StopSignal): void {
    for (const listener of this.#listeners) listener(signal)
  }

  /** How many still listen for signals. */
  get listening(): number {
    return this.#listeners.size
  }

  kill(signal: StopSignal): void {
    this.killed.push(signal)
  }

  async openBackend(options: OpenBackendOptions): Promise<OpenBackend> {
    this.opened.push(options)
    await this.#options.opening?.(options)
    const { answer = () => says('Hello.'), offered = ['only'] } = this.#options
    return {
      complete: (request, { signal }) => {
        this.requests.push(request)
        return answer(request, signal)
      },
      models: async () => offered.map((id) => ({ id, object: 'model', created: 0, owned_by: 'test' })),
      [Symbol.asyncDispose]: async () => {
        this.disposed++
      },
    }
  }

  readonly sessions: SessionStore = new MemorySessionStore()
  readonly typedBefore: string[] = []
  suspended = 0

  async openSessions(): Promise<SessionStore> {
    return this.sessions
  }

  async openInputHistory(): Promise<HistoryFile> {
    return {
      load: () => this.typedBefore,
      add: (text) => {
        this.typedBefore.push(text)
      },
    }
  }

  async editText(text: string): Promise<string | undefined> {
    return this.#options.edit?.(text)
  }

  suspend(): void {
    this.suspended++
  }

  async loadModels(): Promise<Models> {
    // Tests give the functions their command calls; calling another is a TypeError, as it should be.
    return { defaultModel: 'tiny:1m', findInCatalog: () => undefined, ...this.#options.models } as Models
  }
}

// The terminal is told to mark pastes whenever a message is to be written.
const promptMark = '\u001b[?2004h'

// Turns of the event loop, not time; a test whose moment never comes goes on without it and fails.
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200_000 && !holds(); turn++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
  }
}

export class FakeStream extends Writable {
  readonly isTTY: boolean
  readonly columns: number
  /** Each write, in order. */
  readonly writes: string[] = []
  /** Set to fail every write from now on. */
  failure: NodeJS.ErrnoException | undefined
  /** The most characters that ever waited beside the write under way. */
  mostBuffered = 0
  readonly #slow: boolean
  readonly #seen: (text: string) => void

  constructor(seen: (text: string) => void, isTTY: boolean, columns: number, slow = false) {
    super({ decodeStrings: false, defaultEncoding: 'utf8' })
    // A test may run many commands in one world, each with listeners of its own.
    this.setMaxListeners(0)
    this.#slow = slow
    this.#seen = seen
    this.isTTY = isTTY
    this.columns = columns
  }

  get text(): string {
    return this.writes.join('')
  }

  override _write(chunk: string, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    if (this.failure) {
      callback(this.failure)
      return
    }
    if (chunk !== '') {
      this.writes.push(chunk)
      this.#seen(chunk)
    }
    this.mostBuffered = Math.max(this.mostBuffered, this.writableLength)
    if (this.#slow) setImmediate(callback)
    else callback()
  }
}

export class FakeClock {
  #now = 0
  readonly #timers = new Set<{ every: number; next: number; tick: () => void }>()

  now(): number {
    return this.#now
  }

  every(milliseconds: number, tick: () => void): () => void {
    const timer = { every: milliseconds, next: this.#now + milliseconds, tick }
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  /** Lets time pass and calls what is due, in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (;;) {
      const due = [...this.#timers].filter(({ next }) => next <= end).sort((a, b) => a.next - b.next)[0]
      if (!due) break
      this.#now = due.next
      due.next += due.every
      due.tick()
    }
    this.#now = end
  }

  /** How many timers run. */
  get running(): number {
    return this.#timers.size
  }
}

const envelope = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'tiny:1m' } as const

/** A chunk of one choice. */
export function piece(
  delta: ChatCompletionChunk['choices'][number]['delta'],
  finish_reason: ChatCompletionChunk['choices'][number]['finish_reason'] = null,
  index = 0,
): ChatCompletionChunk {
  return { ...envelope, choices: [{ index, delta, finish_reason, logprobs: null }] }
}

/** The chunk with the token counts. */
export function usage(prompt: number, completion: number, cached?: number): ChatCompletionChunk {
  const details = cached === undefined ? {} : { prompt_tokens_details: { cached_tokens: cached } }
  const counts = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
  return { ...envelope, choices: [], usage: { ...counts, ...details } }
}

/** An answer that is a stop after these texts. */
export async function* says(...texts: string[]): AsyncGenerator<ChatCompletionChunk> {
  yield piece({ role: 'assistant', content: '' })
  for (const content of texts) yield piece({ content })
  yield piece({}, 'stop')
}

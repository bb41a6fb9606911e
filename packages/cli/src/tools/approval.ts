/** Asks a person before a tool runs. */
import type { ChatCompletionMessageToolCall } from 'colloquy/protocol'
import type { Keyboard } from '../editor/keyboard.ts'
import type { OutputStream } from '../terminal/output-stream.ts'
import { printableLine } from '../terminal/printable.ts'

/** What `--approve` may be. */
export type ApprovalMode = 'ask' | 'auto' | 'never'

/** Remembers what may always run. One instance a conversation. */
export class Approval {
  readonly #mode: ApprovalMode
  readonly #stderr: OutputStream
  readonly #keyboard: () => Keyboard
  readonly #always = new Set<string>()
  // Several calls of one turn are asked about one after another.
  #line: Promise<unknown> = Promise.resolve()

  constructor(mode: ApprovalMode, stderr: OutputStream, keyboard: () => Keyboard) {
    this.#mode = mode
    this.#stderr = stderr
    this.#keyboard = keyboard
  }

  /** True where the call may run, else the reason that the model is told. */
  async of(call: ChatCompletionMessageToolCall, signal: AbortSignal): Promise<true | string> {
    const { name } = call.function
    if (this.#mode === 'auto' || this.#always.has(name)) return true
    if (this.#mode === 'never') return 'the user allows no tools to run'
    const asked = this.#line.then(() => this.#ask(name, signal))
    this.#line = asked.catch(() => undefined)
    return asked
  }

  async #ask(name: string, signal: AbortSignal): Promise<true | string> {
    if (this.#always.has(name)) return true
    this.#stderr.paint(`${this.#stderr.style('bold', `Run ${printableLine(name)}?`)} [y]es, [n]o, [a]lways: `)
    for (;;) {
      const letter = await this.#letter(signal)
      if (letter === undefined) {
        this.#stderr.paint('\n')
        return 'the user stopped it'
      }
      const answer = letter.toLowerCase()
      if (answer !== 'y' && answer !== 'n' && answer !== 'a') continue
      // A keyboard that is read by the line has been echoed by the terminal itself.
      if (this.#keyboard().raw) this.#stderr.paint(`${answer}\n`)
      if (answer === 'n') return 'the user refused it'
      if (answer === 'a') this.#always.add(name)
      return true
    }
  }

  async #letter(signal: AbortSignal): Promise<string | undefined> {
    const stopped = new Promise<undefined>((resolve) => {
      if (signal.aborted) resolve(undefined)
      signal.addEventListener('abort', () => resolve(undefined), { once: true })
    })
    const key = await Promise.race([this.#keyboard().next(), stopped])
    if (!key) return undefined
    return key.kind === 'text' ? key.text.charAt(0) : ''
  }
}

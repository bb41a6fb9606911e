/** The built bin in a real pseudo-terminal, by tmux: what a person would see is read from its screen. */
import { execFileSync, spawnSync } from 'node:child_process'

/** Whether there is a tmux to test with. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0

export interface PseudoTerminalOptions {
  readonly columns: number
  readonly rows: number
  readonly env: Readonly<Record<string, string>>
  readonly argv: readonly string[]
}

let opened = 0

export class PseudoTerminal {
  readonly #socket = `colloquy-test-${process.pid}-${++opened}`

  constructor({ columns, rows, env, argv }: PseudoTerminalOptions) {
    const size = ['-x', String(columns), '-y', String(rows)]
    const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    const quoted = argv.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ')
    // The exit code is shown, and the screen stays to be read.
    const line = `${quoted}; echo "exit code $?"; exec cat`
    this.#tmux('-f', '/dev/null', 'new-session', '-d', ...size, 'env', '-u', 'CI', ...variables, 'sh', '-c', line)
  }

  /** Types letters as they are. */
  type(text: string): void {
    this.#tmux('send-keys', '-l', text)
  }

  /** Presses keys by tmux's names: `Enter`, `C-c`. */
  press(...keys: readonly string[]): void {
    this.#tmux('send-keys', ...keys)
  }

  /** Pastes as a terminal does that marks pastes. */
  paste(text: string): void {
    this.#tmux('set-buffer', text)
    this.#tmux('paste-buffer', '-p')
  }

  resize(columns: number, rows: number): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(rows))
  }

  /** The screen as text, without spaces at the ends of lines. */
  get screen(): string {
    return this.#tmux('capture-pane', '-p').trimEnd()
  }

  /** Resolves with the screen once it shows `text`. */
  async shows(text: string): Promise<string> {
    const deadline = performance.now() + 20_000
    for (;;) {
      const { screen } = this
      if (screen.includes(text)) return screen
      if (performance.now() > deadline) throw new Error(`The screen does not show ${JSON.stringify(text)}:\n${screen}`)
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
    }
  }

  [Symbol.dispose](): void {
    spawnSync('tmux', ['-L', this.#socket, 'kill-server'])
  }

  #tmux(...argv: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...argv], { encoding: 'utf8' })
  }
}

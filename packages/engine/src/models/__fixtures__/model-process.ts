import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { ModelReference } from '../model-reference.ts'

/** What a process prints, one a line: the events of a download, then `result` or `error`. */
export interface Printed {
  readonly type: string
  readonly received?: number
  readonly file?: { readonly path: string; readonly sha256: string }
  readonly message?: string
}

/** The program that processes run, made from the sources once a test file. Remove it when done. */
export async function buildProgram(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = join(tmpdir(), `colloquy-ensure-model-${process.pid}.cjs`)
  await build({
    entryPoints: [fileURLToPath(new URL('ensure-model-process.ts', import.meta.url))],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    conditions: ['source'],
    logLevel: 'error',
  })
  return { path, remove: () => rm(path, { force: true }) }
}

/** A process of its own that fetches a model. */
export class ModelProcess {
  readonly printed: Printed[] = []
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>

  constructor(program: string, reference: ModelReference, env: Record<string, string>) {
    const child = spawn(process.execPath, [program, JSON.stringify({ reference, env })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  }

  /** Reads on until something of a kind was printed; undefined where the process ended before. */
  async until(isIt: (printed: Printed) => boolean): Promise<Printed | undefined> {
    for (;;) {
      const { done, value } = await this.#lines.next()
      if (done) return undefined
      const printed: Printed = JSON.parse(value)
      this.printed.push(printed)
      if (isIt(printed)) return printed
    }
  }

  /** Ends it as `kill -9` does: nothing is cleared away. */
  async kill(): Promise<void> {
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exit
  }
}

/** Reads standard input to its end. */
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command-context.ts'

// A shell script or a build runner may hand us a pipe that nobody ever closes; then silence looks like a hang.
const patience = 2000

/** The whole of standard input as text, without its last newline. Throws UsageError where it is not UTF-8. */
export async function readInput(context: CommandContext): Promise<string> {
  return decode(await readInputBytes(context))
}

/** The whole of standard input as it is. */
export async function readInputBytes({ io, stderr, signal }: CommandContext): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  const stopHint = io.clock.every(patience, () => {
    stopHint()
    if (pieces.length === 0 && io.stdin.isTTY !== true) {
      stderr.paint('Waiting for standard input to end. Nothing to add? Run with </dev/null.\n')
    }
  })
  try {
    for await (const piece of untilAborted(io.stdin, signal)) {
      pieces.push(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)
    }
  } finally {
    stopHint()
  }
  return Buffer.concat(pieces)
}

// A read of standard input cannot be called off, so we stop waiting for it instead.
async function* untilAborted<T>(input: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = input[Symbol.asyncIterator]()
  for (;;) {
    const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
      const stop = (): void => {
        reject(new DOMException('The command was stopped.', 'AbortError'))
      }
      if (signal.aborted) stop()
      signal.addEventListener('abort', stop)
      iterator
        .next()
        .then(resolve, reject)
        .finally(() => {
          signal.removeEventListener('abort', stop)
        })
    })
    if (next.done) return
    yield next.value
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/u, '')
  } catch {
    throw new UsageError('Standard input is not text in UTF-8.', {
      command: 'ask',
      advice: 'Convert it first, for example with iconv; an image, sound or PDF is attached with -f -.',
    })
  }
}

import type { ChatCompletionChunk } from '../protocol/index.ts'
import type { ChunkSource } from './chunk-source.ts'
import type { ChunkStream } from './chunk-stream.ts'

/** Splits a stream: each side gives every chunk; the stream is closed when both sides are. */
export function teeChunks(stream: ChunkStream): [ChunkSource, ChunkSource] {
  const open = new Set<Branch>()
  let reading: Promise<void> | undefined
  /** Reads one chunk for both; whoever comes while it is read waits for the same. */
  const pull = (): Promise<void> => (reading ??= read())
  const branches: [Branch, Branch] = [new Branch(pull, close), new Branch(pull, close)]
  for (const branch of branches) open.add(branch)
  return branches

  async function read(): Promise<void> {
    try {
      const { value } = await stream.next()
      for (const each of open) each.queue.push(value)
    } finally {
      reading = undefined
    }
  }

  function close(branch: Branch): void {
    if (open.delete(branch) && open.size === 0) void stream.return()
  }
}

class Branch implements ChunkSource {
  /** Chunks the other side has read already; undefined marks the end. */
  readonly queue: (ChatCompletionChunk | undefined)[] = []
  readonly #pull: () => Promise<void>
  readonly #close: (branch: Branch) => void

  constructor(pull: () => Promise<void>, close: (branch: Branch) => void) {
    this.#pull = pull
    this.#close = close
  }

  async read(): Promise<readonly ChatCompletionChunk[] | undefined> {
    if (this.queue.length === 0) await this.#pull()
    const chunk = this.queue.shift()
    return chunk && [chunk]
  }

  close(): void {
    this.#close(this)
  }
}

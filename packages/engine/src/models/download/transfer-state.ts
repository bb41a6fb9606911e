import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { Digest } from '../source/model-origin.ts'
import type { PartialFile } from './partial-file.ts'

/** The open file of a transfer, how far it is, and the checksums of the bytes in it. */
export class TransferState {
  readonly file: FileHandle
  readonly #algorithm: string
  #sha256: Hash = createHash('sha256')
  #other: Hash | undefined
  #received = 0

  private constructor(file: FileHandle, algorithm: string) {
    this.file = file
    this.#algorithm = algorithm
    this.#other = this.#newOther()
  }

  /** Opens the partial file and hashes what it holds, if that can be carried on from. */
  static async open(partial: PartialFile, digest: Digest | undefined): Promise<TransferState> {
    const kept = await partial.resumableBytes()
    const state = new TransferState(await partial.open(kept), digest?.algorithm ?? 'sha256')
    if (kept === 0) return state
    for await (const chunk of createReadStream(partial.path, { highWaterMark: 1 << 20 })) state.#add(chunk)
    return state
  }

  get received(): number {
    return this.#received
  }

  async write(chunk: Uint8Array): Promise<void> {
    for (let written = 0; written < chunk.length;) {
      const place = this.#received + written
      written += (await this.file.write(chunk, written, chunk.length - written, place)).bytesWritten
    }
    this.#add(chunk)
  }

  /** Forgets all bytes. */
  async restart(): Promise<void> {
    await this.file.truncate(0)
    this.#received = 0
    this.#sha256 = createHash('sha256')
    this.#other = this.#newOther()
  }

  /** The checksums, once all bytes are here: SHA-256, and that of the kind the digest has. */
  finish(): { sha256: string; digest: string } {
    const sha256 = this.#sha256.digest('hex')
    return { sha256, digest: this.#other?.digest('hex') ?? sha256 }
  }

  #add(chunk: Uint8Array): void {
    this.#sha256.update(chunk)
    this.#other?.update(chunk)
    this.#received += chunk.length
  }

  #newOther(): Hash | undefined {
    return this.#algorithm === 'sha256' ? undefined : createHash(this.#algorithm)
  }
}

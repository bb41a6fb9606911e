import { createHash } from 'node:crypto'
import { open, readFile, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { isRecord } from '../is-record.ts'
import { publicAddress } from '../net/url-credentials.ts'
import type { ModelOrigin } from '../source/model-origin.ts'

/** What tells whether a resource is still the one that a part of is here. */
export interface Validator {
  /** A strong entity tag, or a date of change; sent back as `If-Range`. */
  readonly tag?: string | undefined
  /** Bytes to be transferred in all. */
  readonly total?: number | undefined
}

/**
 * The bytes of an unfinished transfer, and beside them a note (`.json`) of what they are part of.
 *
 * Both outlive a killed process. Whether the bytes may be carried on from is decided by the note: it must be of the
 * same origin, and either a checksum will tell at the end, or the host must vouch that its file has not changed.
 */
export class PartialFile {
  readonly path: string
  readonly #notePath: string
  readonly #origin: string
  readonly #checked: boolean
  #validator: Validator = {}

  constructor(pathWithoutEnding: string, origin: ModelOrigin) {
    const identity = identityOf(origin)
    // Each origin has its own file: trying a second source must not spoil what the first one gave.
    this.path = `${pathWithoutEnding}.${createHash('sha256').update(identity).digest('hex').slice(0, 8)}.part`
    this.#notePath = `${this.path}.json`
    this.#origin = identity
    this.#checked = origin.digest !== undefined || origin.sha256 !== undefined
  }

  /** Bytes there are in all, as the host said when these came. */
  get total(): number | undefined {
    return this.#validator.total
  }

  /** What the host must vouch for before the bytes are carried on from; nothing where a checksum will tell. */
  get guard(): string | undefined {
    return this.#checked ? undefined : this.#validator.tag
  }

  /** How many bytes a transfer can continue from; 0 if there are none, or none that can be trusted. */
  async resumableBytes(): Promise<number> {
    const note = await this.#readNote()
    const size = await stat(this.path).then(
      (found) => found.size,
      () => 0,
    )
    if (note === undefined || size === 0) return 0
    this.#validator = note
    if (!this.#checked && note.tag === undefined) return 0
    return note.total !== undefined && size > note.total ? 0 : size
  }

  /** Opens the file for writing at its end, cut to the bytes that are kept. */
  async open(kept: number): Promise<FileHandle> {
    const file = await open(this.path, kept === 0 ? 'w' : 'r+')
    await file.truncate(kept)
    return file
  }

  /** Notes what the bytes to come are part of. */
  async note(validator: Validator): Promise<void> {
    this.#validator = validator
    await writeFile(this.#notePath, JSON.stringify({ origin: this.#origin, ...validator }))
  }

  async remove(): Promise<void> {
    await Promise.all([rm(this.path, { force: true }), rm(this.#notePath, { force: true })])
  }

  async #readNote(): Promise<Validator | undefined> {
    try {
      const note: unknown = JSON.parse(await readFile(this.#notePath, 'utf8'))
      if (!isRecord(note) || note['origin'] !== this.#origin) return undefined
      const { tag, total } = note
      return {
        tag: typeof tag === 'string' ? tag : undefined,
        total: typeof total === 'number' ? total : undefined,
      }
    } catch {
      return undefined
    }
  }
}

/** The same text for the same bytes. Of an address only its public part: signed ones differ each time. */
function identityOf(origin: ModelOrigin): string {
  const part = origin.part === undefined ? '' : `#${origin.part.start}+${origin.part.length}`
  const checksum = origin.digest?.hex ?? origin.sha256 ?? ''
  return `${publicAddress(origin.url)}${part} ${checksum}`
}

import { ConflictError } from 'colloquy'
import { newId } from '../new-id.ts'
import { sha256 } from '../sha256.ts'
import type { KeyStore } from '../store/key-store.ts'
import type { KeyLimits, KeyRecord } from './key-record.ts'
import { newSecret } from './new-secret.ts'

/** A key that was just made. */
export interface NewKey {
  readonly record: KeyRecord
  /** What callers send. It is stored nowhere, so it can only be shown now. */
  readonly secret: string
}

/** The options of a new key. */
export interface NewKeyOptions {
  readonly name: string
  /** Whose stored completions it sees. Default: its own. */
  readonly owner?: string | undefined
  /** When it expires, in milliseconds since 1970. Default: never. */
  readonly expires?: number | undefined
  readonly limits?: KeyLimits | undefined
}

/** Makes a key. Throws `ConflictError` if a key in use has that name. */
export async function createKey(
  keys: KeyStore,
  { name, owner, expires, limits = {} }: NewKeyOptions,
  now: () => number = Date.now,
): Promise<NewKey> {
  const secret = newSecret()
  const id = newId('key_')
  const record: KeyRecord = {
    id,
    name,
    owner: owner ?? id,
    created: now(),
    expires: expires ?? null,
    revoked: null,
    limits,
  }
  if (await keys.add(record, await sha256(secret))) return { record, secret }
  throw new ConflictError(`There is a key named \`${name}\` already. Choose another name, or revoke that one.`)
}

/** Makes a new secret for a key, which keeps its name, owner and limits. The old one works until `until`. */
export async function rotateKey(keys: KeyStore, record: KeyRecord, until: number): Promise<NewKey> {
  const secret = newSecret()
  await keys.rotate(record.id, await sha256(secret), until)
  return { record, secret }
}

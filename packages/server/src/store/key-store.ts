import type { KeyLimits, KeyRecord } from '../keys/key-record.ts'

/** Keys by the SHA-256 of what callers send. The keys themselves are nowhere. */
export interface KeyStore {
  /** Keeps a new key; false where another that is in use has its name. */
  add(record: KeyRecord, hash: string): Promise<boolean>
  /** The key that hashes to this, unless that form of it was rotated away. It may be revoked or expired. */
  find(hash: string): Promise<KeyRecord | undefined>
  /** Whether there ever was one; a server whose last key was revoked does not open to everybody. */
  any(): Promise<boolean>
  /** Every key, the oldest first, revoked ones included. */
  list(): Promise<readonly KeyRecord[]>
  /** Lets another key stand for the same record; the forms it had are taken until `until`. */
  rotate(id: string, hash: string, until: number): Promise<void>
  revoke(id: string): Promise<void>
  limit(id: string, limits: KeyLimits): Promise<void>
}

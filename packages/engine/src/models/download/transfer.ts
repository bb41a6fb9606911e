import { setTimeout as wait } from 'node:timers/promises'
import { AbortError, type ModelError } from 'colloquy'
import { modelFailure } from '../model-failure.ts'
import type { ModelOrigin } from '../source/model-origin.ts'
import type { PartialFile } from './partial-file.ts'
import { onStorage } from './storage-failure.ts'
import { TransferConnection, type ConnectionContext } from './transfer-connection.ts'
import { TransferState } from './transfer-state.ts'

/** What a transfer is given, and whom it tells. */
export interface TransferContext extends ConnectionContext {
  /** Called when the transfer is to be taken up again, with the reason. */
  readonly onRetry: (reason: string) => void
  /** Called when the transfer is given up, stopped or failed, and no more bytes are written. */
  readonly onStop: () => void
}

/**
 * Brings all bytes of an origin into a partial file, from where an earlier try stopped, and returns their SHA-256.
 *
 * A connection that breaks is taken up again where it broke, until `mostFailures` tries in a row brought nothing.
 * A host that cannot be reached at all is not tried twice: another source may be at hand.
 */
export async function transfer(origin: ModelOrigin, partial: PartialFile, context: TransferContext): Promise<string> {
  const { directory } = context
  const state = await onStorage(directory, () => TransferState.open(partial, origin.digest))
  try {
    const connection = new TransferConnection(origin, partial, state, context)
    for (let failures = 0; ;) {
      const before = state.received
      const failure = await connection.run()
      if (failure === undefined) break
      failures = state.received > before ? 1 : failures + 1
      if (failures >= mostFailures) throw failure
      context.onRetry(failure.message)
      await pause(Math.max(retryDelay(failures), (failure.retryAfter ?? 0) * 1000), context.signal)
    }
    await onStorage(directory, () => state.file.sync())
  } catch (error) {
    if (state.received > 0) context.onStop()
    throw error
  } finally {
    await state.file.close()
  }
  const { sha256, digest } = state.finish()
  if (origin.digest !== undefined && digest !== origin.digest.hex) {
    await partial.remove()
    throw checksumMismatch(origin, `${origin.digest.algorithm} ${origin.digest.hex}`, digest)
  }
  return sha256
}

/** The failure of bytes that are not those that were promised. */
export function checksumMismatch(origin: ModelOrigin, expected: string, found: string): ModelError {
  const message = `${origin.label} gave other bytes than promised: expected ${expected}, got ${found}; they were removed`
  return modelFailure('model_checksum_mismatch', message)
}

const mostFailures = 4

// 250 ms, 1 s, 4 s.
function retryDelay(failures: number): number {
  return 250 * 4 ** (failures - 1)
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal })
  } catch (cause) {
    throw new AbortError('The download was aborted.', { cause })
  }
}

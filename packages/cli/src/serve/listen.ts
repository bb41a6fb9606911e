import { createHandler, serveNode, type RunningServer } from '@colloquy/server'
import { isColloquyError, type ChatBackend } from 'colloquy'
import { UsageError } from '../arguments/usage-error.ts'
import type { Address } from './choose-address.ts'

/** What is listened with, beside the backend. */
export interface ListenOptions {
  readonly address: Address
  /** Keys that callers must bring; none lets anybody ask. */
  readonly apiKeys: readonly string[]
}

/** Puts the server in front of a backend; throws UsageError where the address cannot be had. */
export async function listen(backend: ChatBackend, { address, apiKeys }: ListenOptions): Promise<RunningServer> {
  try {
    return await serveNode(createHandler(backend, { apiKeys }), address)
  } catch (error) {
    if (!isColloquyError(error) || error.code !== 'connection_failed') throw error
    throw new UsageError(error.message, { command: 'serve', advice: '--port 0 takes any port that is free.' })
  }
}

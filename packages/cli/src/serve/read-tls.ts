import { createSecureContext } from 'node:tls'
import { UsageError } from '../arguments/usage-error.ts'
import { readFlagFile } from '../arguments/read-flag-file.ts'

/** The flags that decide about TLS. */
interface TlsOptions {
  readonly 'tls-cert': string | undefined
  readonly 'tls-key': string | undefined
}

/**
 * Reads certificate and key; undefined where neither is named. Throws UsageError for one alone, for no file, and for a
 * pair that nothing can be served with.
 */
export async function readTls(options: TlsOptions): Promise<{ cert: string; key: string } | undefined> {
  const { 'tls-cert': cert, 'tls-key': key } = options
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) {
    throw new UsageError('--tls-cert and --tls-key go together.', { command: 'serve' })
  }
  const pair = {
    cert: await readFlagFile('--tls-cert', cert, 'serve'),
    key: await readFlagFile('--tls-key', key, 'serve'),
  }
  try {
    createSecureContext(pair)
  } catch (error) {
    // OpenSSL's words end with the reason: "…:key values mismatch". They hold nothing of the files.
    const reason = error instanceof Error ? error.message.split(':').at(-1) : 'failed'
    throw new UsageError(`--tls-cert ${cert} and --tls-key ${key} cannot be used together: ${reason}.`, {
      command: 'serve',
      advice: 'Both are PEM, and the first certificate is that of the key.',
    })
  }
  return pair
}

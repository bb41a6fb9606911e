import { UsageError } from '../arguments/usage-error.ts'
import { readFlagFile } from './read-flag-file.ts'

/** The flags that decide about TLS. */
interface TlsOptions {
  readonly 'tls-cert': string | undefined
  readonly 'tls-key': string | undefined
}

/** Reads certificate and key; undefined where neither is named. Throws UsageError for one alone, and for no file. */
export async function readTls(options: TlsOptions): Promise<{ cert: string; key: string } | undefined> {
  const { 'tls-cert': cert, 'tls-key': key } = options
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) {
    throw new UsageError('--tls-cert and --tls-key go together.', { command: 'serve' })
  }
  return { cert: await readFlagFile('--tls-cert', cert), key: await readFlagFile('--tls-key', key) }
}

import { readFile } from 'node:fs/promises'
import { UsageError } from '../arguments/usage-error.ts'

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
  return { cert: await read('--tls-cert', cert), key: await read('--tls-key', key) }
}

async function read(flag: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`${flag} ${file} cannot be read: ${cause.code ?? 'failed'}.`, { command: 'serve' })
  })
}

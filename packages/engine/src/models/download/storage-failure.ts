import { statfs } from 'node:fs/promises'
import { modelFailure, systemCode } from '../model-failure.ts'

/** Throws if the disk of a folder has too little room for so many bytes. */
export async function checkFreeSpace(
  directory: string,
  needed: number,
  freeBytes: (directory: string) => Promise<number | undefined> = freeBytesOf,
): Promise<void> {
  const free = await freeBytes(directory)
  if (free === undefined || free >= needed) return
  throw modelFailure('model_storage_failed', fullDisk(directory, needed, free))
}

/** Runs work on files; what goes wrong with them becomes a ModelError with code `model_storage_failed`. */
export async function onStorage<T>(directory: string, work: () => Promise<T>, needed?: number): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = systemCode(error)
    if (!(error instanceof Error) || !('syscall' in error) || code === undefined) throw error
    const free = code === 'ENOSPC' ? await freeBytesOf(directory) : undefined
    const message = code === 'ENOSPC' ? fullDisk(directory, needed, free) : `${reasonOf(code, directory)} (${code}).`
    throw modelFailure('model_storage_failed', `${message}${code === 'ENOSPC' ? '' : ` ${elsewhere}`}`, error)
  }
}

const elsewhere = 'Make it writable, or keep models in another folder: set COLLOQUY_MODELS.'

async function freeBytesOf(directory: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(directory)
    return bavail * bsize
  } catch {
    // Some file systems do not tell; then the write itself will.
    return undefined
  }
}

function fullDisk(directory: string, needed: number | undefined, free: number | undefined): string {
  const want = needed === undefined ? '' : `${megabytes(needed)} more are needed`
  const have = free === undefined ? '' : `${megabytes(free)} are free`
  const figures = [want, have].filter((part) => part !== '').join(', ')
  return `The disk of ${directory} is full${figures === '' ? '' : `: ${figures}`}. Free some space, or keep models elsewhere: set COLLOQUY_MODELS.`
}

function megabytes(bytes: number): string {
  const digits = bytes < 10_000_000 ? 1 : 0
  return `${(bytes / 1_000_000).toLocaleString('en', { maximumFractionDigits: digits })} MB (${bytes} bytes)`
}

function reasonOf(code: string, directory: string): string {
  if (code === 'EROFS') return `The folder ${directory} is on a file system that cannot be written`
  if (code === 'EACCES' || code === 'EPERM') return `The folder ${directory} may not be written by this user`
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${directory} cannot be a folder: a file is in its way`
  if (code === 'EDQUOT') return `The user's share of the disk of ${directory} is used up`
  return `The folder ${directory} cannot be used`
}

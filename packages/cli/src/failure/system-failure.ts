/** What the operating system, or the database's file, refused: in words, with what to do. */

/** A message and an advice; undefined for codes that say nothing to a person. */
export interface SystemFailure {
  readonly message: string
  readonly advice: string
}

/** Reads an error of Node's file functions, or of SQLite, by its code. */
export function systemFailure(error: unknown): SystemFailure | undefined {
  if (!isSystemError(error)) return undefined
  const path = error.path ?? 'what is written'
  const [message, advice] = tell(error.code, path, error.syscall) ?? []
  return message === undefined || advice === undefined ? undefined : { message, advice }
}

function tell(code: string, path: string, syscall: string | undefined): readonly [string, string] | undefined {
  switch (code) {
    case 'ENOENT':
      // What Node tells of a directory that cannot be made, also where its file system is read-only.
      if (syscall === 'mkdir') return [`The directory ${path} cannot be made.`, elsewhere]
      return [`There is no ${path}.`, 'Check the path.']
    case 'EACCES':
    case 'EPERM':
      return [`${path} may not be ${syscall === 'open' ? 'opened' : 'changed'} by you.`, elsewhere]
    case 'EROFS':
      return [`${path} is on a file system that is read-only.`, elsewhere]
    case 'ENOSPC':
    case 'EDQUOT':
      return [`There is no room left on the disk for ${path}.`, 'Free some, or write elsewhere.']
    case 'EEXIST':
      return [`${path} is there already.`, 'Name another file; nothing is written over.']
    case 'EISDIR':
      return [`${path} is a directory; a file is needed.`, 'Name a file in it.']
    case 'ENOTDIR':
      return [`A part of ${path} is a file, where a directory is needed.`, 'Check the path.']
    case 'SQLITE_FULL':
      return ['There is no room left for the file of the conversations.', `Free some, or go on with --no-log. ${kept}`]
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
      return ['The file of the conversations cannot be written.', `Go on with --no-log, or name another. ${kept}`]
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return [
        'The file of the conversations is damaged, or is something else.',
        `Move it away, or name another. ${kept}`,
      ]
    default:
      return undefined
  }
}

const elsewhere = 'Other places are named by COLLOQUY_DB, COLLOQUY_MODELS and COLLOQUY_SETTINGS, or by XDG_DATA_HOME.'
const kept = 'colloquy logs path tells where it is, COLLOQUY_DB names another.'

interface SystemError extends Error {
  readonly code: string
  readonly path?: string
  readonly syscall?: string
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}

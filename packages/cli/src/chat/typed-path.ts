import { existsSync } from 'node:fs'
import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import { shellWords } from '../tools/shell-words.ts'

/**
 * The path that somebody wrote where no shell reads it: `~` is the home directory, and quotes or backslashes around
 * blanks, as terminals write them when a file is dropped, are taken away unless a file is called so.
 */
export function typedPath(text: string, system: NodeJS.Platform = platform()): string {
  const [word = text, ...more] = existsSync(text) ? [text] : shellWords(text, system)
  const path = more.length === 0 ? word : text
  return /^~(?:$|[/\\])/u.test(path) ? join(homedir(), path.slice(1)) : path
}

import type { Environment } from '../environment.ts'

/** A path as people read it: `~` for the home directory, which Windows names USERPROFILE. */
export function homePath(path: string, env: Environment): string {
  const home = env['HOME'] || env['USERPROFILE'] || ''
  const isBelow = path.startsWith(home) && /^[/\\]/u.test(path.slice(home.length))
  return home !== '' && isBelow ? `~${path.slice(home.length)}` : path
}

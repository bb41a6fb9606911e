import type { Environment } from '../environment.ts'

/** A path as people read it: `~` for the home directory. */
export function homePath(path: string, env: Environment): string {
  const home = env['HOME'] ?? ''
  return home !== '' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}

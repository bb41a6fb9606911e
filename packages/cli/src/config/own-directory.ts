/** Where colloquy keeps what is its own, by the customs of each system. */
import { homedir, platform } from 'node:os'
import { type PlatformPath, posix, win32 } from 'node:path'
import type { Environment } from '../environment.ts'

/**
 * The directory for settings, or for data: XDG's on Linux; Application Support for both on macOS; on Windows AppData,
 * Roaming for settings and Local for data.
 */
export function ownDirectory(
  kind: 'settings' | 'data',
  env: Environment,
  system: NodeJS.Platform = platform(),
): string {
  const path = system === 'win32' ? win32 : posix
  // Shells on Windows set HOME in ways of their own; the profile is the same for all of them.
  const home = (system === 'win32' && env['USERPROFILE']) || env['HOME'] || homedir()
  return path.join(parentOf(kind, env, { system, home, path }), 'colloquy')
}

interface Place {
  readonly system: NodeJS.Platform
  readonly home: string
  readonly path: PlatformPath
}

function parentOf(kind: 'settings' | 'data', env: Environment, { system, home, path }: Place): string {
  if (system === 'darwin') return path.join(home, 'Library', 'Application Support')
  if (system === 'win32') {
    return kind === 'settings'
      ? env['APPDATA'] || path.join(home, 'AppData', 'Roaming')
      : env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local')
  }
  return kind === 'settings'
    ? env['XDG_CONFIG_HOME'] || path.join(home, '.config')
    : env['XDG_DATA_HOME'] || path.join(home, '.local', 'share')
}

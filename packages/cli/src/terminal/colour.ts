/** Whether a stream gets colour, and the few colours we use. */
import { styleText } from 'node:util'
import type { Environment } from '../environment.ts'

/** The ways text stands out. */
export type Format =
  | 'bold'
  | 'dim'
  | 'italic'
  | 'underline'
  | 'strikethrough'
  | 'red'
  | 'green'
  | 'yellow'
  | 'magenta'
  | 'cyan'

/**
 * The same order Node's own streams use: FORCE_COLOR beats everything (0 and false force it off), then NO_COLOR and
 * TERM=dumb turn it off, and otherwise a terminal gets colour and a pipe does not.
 */
export function wantsColour(isTTY: boolean, env: Environment): boolean {
  const force = env['FORCE_COLOR']
  if (force !== undefined) return force !== '0' && force !== 'false'
  if (env['NO_COLOR'] || env['NODE_DISABLE_COLORS'] || env['TERM'] === 'dumb') return false
  return isTTY
}

/** Wraps `text` in the codes of a format, whatever stream this process has. */
export function style(format: Format, text: string): string {
  // The decision was made per stream; without this, styleText would ask this process's real stdout.
  return styleText(format, text, { validateStream: false })
}

/** Keeps what was typed, a JSON string a line, so that a message of several lines is one entry. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { HistoryFile } from '../cli-io.ts'
import type { Environment } from '../environment.ts'
import { ownDirectory } from '../config/own-directory.ts'

// More than anyone scrolls back; older lines stay in the file and are not read.
const newest = 2000

/** The file of COLLOQUY_HISTORY, or `history` in the data directory; an empty COLLOQUY_HISTORY keeps none. */
export function historyFile(env: Environment): HistoryFile {
  const path = env['COLLOQUY_HISTORY'] ?? join(ownDirectory('data', env), 'history')
  return {
    load() {
      if (path === '') return []
      try {
        return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-newest).flatMap(readLine)
      } catch {
        return []
      }
    },
    add(text) {
      if (path === '') return
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        appendFileSync(path, `${JSON.stringify(text)}\n`, { mode: 0o600 })
      } catch {
        // A full disk or a read-only home costs the history, not the conversation.
      }
    },
  }
}

function readLine(line: string): string[] {
  try {
    const text: unknown = JSON.parse(line)
    return typeof text === 'string' ? [text] : []
  } catch {
    return []
  }
}

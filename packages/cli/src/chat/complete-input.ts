/** What Tab completes in a conversation. */
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Completion } from '../editor/line-editor.ts'
import type { ChatState } from './chat-state.ts'
import { codeNames } from './show-code.ts'
import { slashCommands } from './slash-commands.ts'

/** Command names; after /model the models; anywhere else files. */
export function completeInput(text: string, cursor: number, state: Pick<ChatState, 'models'>): Completion {
  const before = text.slice(0, cursor)
  const from = before.lastIndexOf(' ') + 1
  const word = before.slice(from)
  if (from === 0 && word.startsWith('/')) {
    const names = slashCommands.map(({ name }) => `/${name}`).filter((name) => name.startsWith(word))
    if (names.length > 0) return { from, candidates: names }
  }
  if (before.startsWith('/model ')) return { from, candidates: state.models.filter((name) => name.startsWith(word)) }
  if (before.startsWith('/code ')) return { from, candidates: codeNames.filter((name) => name.startsWith(word)) }
  // A name may have blanks; of the line of a server, each word is completed.
  const command = /^\/(?:file|image|export|schema) +/u.exec(before)?.[0]
  if (command !== undefined) return { from: command.length, candidates: files(before.slice(command.length)) }
  const isPath = before.startsWith('/tools ') || /^(?:\.{0,2}|~|[A-Za-z]:)[/\\]/u.test(word)
  return { from, candidates: isPath ? files(word) : [] }
}

// Windows paths come with backslashes, and are completed with them.
function files(word: string): string[] {
  const slash = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'))
  const folder = word.slice(0, slash + 1)
  const start = word.slice(slash + 1)
  const path = /^~[/\\]/u.test(folder) ? join(homedir(), folder.slice(2)) : folder === '' ? '.' : folder
  const end = folder.includes('\\') ? '\\' : '/'
  try {
    return readdirSync(resolve(dirname(join(path, 'x'))), { withFileTypes: true })
      .filter(({ name }) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')))
      .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? end : ''}`)
      .toSorted((a, b) => a.localeCompare(b))
  } catch {
    return []
  }
}

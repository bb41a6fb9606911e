/** Reads the rows of the SQLite file back into what was kept. */
import type { ChatCompletionRequestMessage, CompletionUsage } from 'colloquy/protocol'
import type { Entry, Session } from './session.ts'

/** A row of `sessions`. */
export function readSession(row: unknown): Session {
  return {
    id: String(field(row, 'id')),
    name: String(field(row, 'name')),
    created: Number(field(row, 'created')),
    updated: Number(field(row, 'updated')),
    model: textOrNull(field(row, 'model')),
    system: textOrNull(field(row, 'system')),
    head: numberOrNull(field(row, 'head')),
  }
}

/** A row of `entries`. Throws where the file holds something else. */
export function readEntry(row: unknown): Entry {
  const message: unknown = JSON.parse(String(field(row, 'message')))
  if (!isMessage(message)) throw new TypeError('The file of conversations holds something that is not a message.')
  const usage: unknown = JSON.parse(textOrNull(field(row, 'usage')) ?? 'null')
  return {
    id: Number(field(row, 'id')),
    parent: numberOrNull(field(row, 'parent')),
    message,
    created: Number(field(row, 'created')),
    model: textOrNull(field(row, 'model')),
    usage: isUsage(usage) ? usage : null,
    finish: textOrNull(field(row, 'finish')),
  }
}

/** A column of a row. */
export function field(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined
}

// Written by `append` and by nothing else, so more than the mark of the kind need not be asked.
function isMessage(value: unknown): value is ChatCompletionRequestMessage {
  return typeof field(value, 'role') === 'string'
}

function isUsage(value: unknown): value is CompletionUsage {
  return typeof field(value, 'total_tokens') === 'number'
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

import { isRecord } from '../../is-record.ts'
import { parseJson } from '../../parse-json.ts'

/** Where a piece of text stands in a chunk. */
interface Piece {
  readonly holder: Record<string, unknown>
  readonly key: string
  readonly text: string
  readonly event: number
}

/**
 * Removes secrets from the events of a stream, also those that a model spells out piece by piece. In that case the
 * whole text is put into its first piece, since the original cuts do not fit the changed text.
 */
export function cleanEvents(events: readonly string[], clean: (text: string) => string): string[] {
  const cleaned = events.map(clean)
  const chunks = cleaned.map((event) =>
    event.startsWith('data:') ? parseJson(event.slice('data:'.length)) : undefined,
  )
  const pieces = new Map<string, Piece[]>()
  for (const [event, chunk] of chunks.entries()) {
    if (isRecord(chunk)) collect(chunk['choices'], 'choices', event, pieces)
  }
  for (const parts of pieces.values()) {
    const joined = parts.map(({ text }) => text).join('')
    const told = clean(joined)
    if (told === joined) continue
    for (const [at, { holder, key, event }] of parts.entries()) {
      holder[key] = at === 0 ? told : ''
      cleaned[event] = `data: ${JSON.stringify(chunks[event])}\n\n`
    }
  }
  return cleaned
}

/** Finds all texts below a value, those that belong together under one path. */
function collect(value: unknown, path: string, event: number, pieces: Map<string, Piece[]>): void {
  if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) {
      // Choices and calls say themselves which one they are.
      const index = isRecord(each) && typeof each['index'] === 'number' ? each['index'] : at
      collect(each, `${path}[${index}]`, event, pieces)
    }
  } else if (isRecord(value)) {
    for (const [key, each] of Object.entries(value)) {
      const below = `${path}.${key}`
      if (typeof each !== 'string') {
        collect(each, below, event, pieces)
        continue
      }
      const parts = pieces.get(below) ?? []
      parts.push({ holder: value, key, text: each, event })
      pieces.set(below, parts)
    }
  }
}

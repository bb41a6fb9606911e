import { isRecord } from '../is-record.ts'
import { ownField } from '../own-field.ts'

/** Fields that name a thing rather than spell a text: a later value replaces an earlier one. */
const naming = new Set(['id', 'type', 'role', 'name', 'format', 'object', 'model', 'status', 'mime_type'])

/** What happens to a string that is already there. */
export type StringRule = 'append' | 'replace'

/**
 * Merges a streamed piece into what came before, by rule rather than by field, so that fields of any vendor survive.
 *
 * Strings append (or are replaced, where `strings` says so, and where the field names a thing); objects merge; list
 * entries with an `index` merge by it, others are added; anything else replaces. Null never overwrites. The piece is
 * left as it is, and nothing of it that could still grow is shared.
 */
function mergeFields(target: object, piece: object, strings: StringRule = 'append'): void {
  if (!isRecord(piece)) return
  for (const key in piece) mergeField(target, key, piece[key], strings)
}

/** Merges one field by the rules of {@link mergeFields}. */
export function mergeField(target: object, key: string, value: unknown, strings: StringRule): void {
  // Wire data: assigning this one would replace the prototype.
  if (key === '__proto__' || value === undefined || !isRecord(target)) return
  const before = ownField(target, key)
  if (typeof value === 'string') {
    const appends = strings === 'append' && typeof before === 'string' && !naming.has(key)
    // Engines keep repeated `+=` as a tree and flatten it when it is read: linear, and nothing to join at the end.
    target[key] = appends ? before + value : value
  } else if (value === null) {
    target[key] = before ?? null
  } else if (Array.isArray(value)) {
    const list: unknown[] = Array.isArray(before) ? before : (target[key] = [])
    for (const entry of value) mergeEntry(list, entry, strings)
  } else if (typeof value === 'object') {
    mergeFields(isRecord(before) ? before : (target[key] = {}), value, strings)
  } else {
    target[key] = value
  }
}

function mergeEntry(list: unknown[], entry: unknown, strings: StringRule): void {
  if (!isRecord(entry) || !('index' in entry)) {
    list.push(entry)
    return
  }
  let open = list.find((other) => isRecord(other) && other['index'] === entry['index'])
  if (!isRecord(open)) list.push((open = {}))
  if (isRecord(open)) mergeFields(open, entry, strings)
}

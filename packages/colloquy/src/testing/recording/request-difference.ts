import { isRecord } from '../../is-record.ts'
import type { RecordedRequest } from './recording.ts'

/** Where two requests differ first, as a path; undefined where they are the same. The order of keys does not count. */
export function requestDifference(one: RecordedRequest, other: RecordedRequest): string | undefined {
  if (one.method !== other.method) return 'method'
  if (one.path !== other.path) return 'path'
  return difference(one.body, other.body, '')
}

function difference(one: unknown, other: unknown, path: string): string | undefined {
  if (Array.isArray(one) && Array.isArray(other)) {
    const length = Math.max(one.length, other.length)
    return firstOf(length, (at) => difference(one[at], other[at], `${path}[${at}]`))
  }
  if (isRecord(one) && isRecord(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
    return firstOf(keys.length, (at) => {
      const key = keys[at] ?? ''
      return difference(one[key], other[key], path ? `${path}.${key}` : key)
    })
  }
  return Object.is(one, other) ? undefined : path || 'body'
}

function firstOf(count: number, find: (at: number) => string | undefined): string | undefined {
  for (let at = 0; at < count; at++) {
    const found = find(at)
    if (found !== undefined) return found
  }
  return undefined
}

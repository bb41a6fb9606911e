import type { Path } from './render-path.ts'

/** Deepest nesting of free JSON, such as a JSON Schema: far beyond real ones, far below any stack's end. */
const deepestNesting = 128

/** Why JSON cannot carry a value, and where. */
export interface JsonFlaw {
  readonly path: Path
  /** Ends the sentence "`path` is …" or "`path` …". */
  readonly text: string
}

interface Frame {
  readonly container: object
  readonly keys: readonly string[]
  next: number
}

/**
 * The first part of a value that JSON cannot carry, or undefined. Walks without recursion and looks at each object
 * once, so neither depth, nor cycles, nor shared parts make it slow.
 */
export function findJsonFlaw(value: unknown): JsonFlaw | undefined {
  const seen = new Set<object>()
  const open = new Set<object>()
  const path: (string | number)[] = []
  const frames: Frame[] = []
  let current: unknown = value
  for (;;) {
    const text = flawOf(current, open, frames.length)
    if (text !== undefined) return { path, text }
    if (typeof current === 'object' && current !== null && !seen.has(current)) {
      seen.add(current)
      open.add(current)
      frames.push({ container: current, keys: Object.keys(current), next: 0 })
    } else {
      path.pop()
    }
    let frame = frames.at(-1)
    while (frame !== undefined && frame.next >= frame.keys.length) {
      open.delete(frame.container)
      frames.pop()
      path.pop()
      frame = frames.at(-1)
    }
    const key = frame?.keys[frame.next]
    if (frame === undefined || key === undefined) return undefined
    frame.next++
    path.push(Array.isArray(frame.container) ? Number(key) : key)
    current = Reflect.get(frame.container, key)
  }
}

function flawOf(value: unknown, open: ReadonlySet<object>, depth: number): string | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? undefined : `is ${value}, which JSON cannot carry`
    case 'bigint':
    case 'function':
    case 'symbol':
      return `is a ${typeof value}, which JSON cannot carry`
    case 'object':
      if (value === null) return undefined
      if (open.has(value)) return 'contains itself, which JSON cannot carry'
      return depth >= deepestNesting ? `is nested more than ${deepestNesting} levels deep` : undefined
    default:
      return undefined
  }
}

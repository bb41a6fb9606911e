import { UsageError } from './usage-error.ts'

/** Metadata from texts such as `team=red`. Throws UsageError for one without a name or an equals sign. */
export function readPairs(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=')
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
      throw new UsageError(`--metadata is "${text}"; it must be NAME=VALUE.`, { command: 'completions' })
    }),
  )
}

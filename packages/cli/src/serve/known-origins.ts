import { UsageError } from '../arguments/usage-error.ts'

/** The origins whose pages may ask. Throws UsageError for what no browser sends: compared as it stands, it would never match. */
export function knownOrigins(given: readonly string[] = []): readonly string[] {
  for (const text of given) {
    if (text === '*' || text === 'null') continue
    const url = URL.canParse(text) ? new URL(text) : undefined
    const origin = url && url.host !== '' ? `${url.protocol}//${url.host}` : undefined
    if (origin === text.toLowerCase()) continue
    throw new UsageError(`--cors is "${text}"; it must be an origin, or *.`, {
      command: 'serve',
      advice: `${origin === undefined ? 'For example' : 'Did you mean'}: --cors ${origin ?? 'https://app.example'}.`,
    })
  }
  return given
}

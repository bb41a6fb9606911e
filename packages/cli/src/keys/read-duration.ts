import { UsageError } from '../arguments/usage-error.ts'

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Milliseconds of `90m`, `12h`, `30d`. Throws UsageError for anything else. */
export function readDuration(flag: string, text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhd])$/u.exec(text) ?? []
  if (unit === 'm' || unit === 'h' || unit === 'd') return Number(count) * units[unit]
  throw new UsageError(`${flag} is "${text}"; it must be a number of minutes, hours or days.`, {
    command: 'keys',
    advice: `For example ${flag} 90m, ${flag} 12h or ${flag} 30d.`,
  })
}

/** The moment a duration or a date says, in milliseconds since 1970. */
export function readExpiry(text: string, now: number): number {
  if (/^\d+[mhd]$/u.test(text)) return now + readDuration('--expires', text)
  const moment = /^\d{4}-\d\d-\d\d/u.test(text) ? Date.parse(text) : Number.NaN
  if (moment > now) return moment
  if (Number.isNaN(moment)) {
    throw new UsageError(`--expires is "${text}"; it must be a time from now or a date.`, {
      command: 'keys',
      advice: 'For example --expires 12h, --expires 30d or --expires 2030-01-31.',
    })
  }
  throw new UsageError(`--expires is "${text}"; it must be in the future.`, { command: 'keys' })
}

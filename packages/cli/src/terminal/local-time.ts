/** A moment in the reader's own time zone, in the order that sorts: `2025-03-09 14:05`; `unknown` for no moment. */
export function localTime(moment: number | string): string {
  const time = new Date(moment)
  if (Number.isNaN(time.getTime())) return 'unknown'
  const parts = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${parts.join('-')} ${time.toTimeString().slice(0, 5)}`
}

/** Sizes, durations and counts as people read them. */

/** Bytes in decimal units, three significant digits: `98.4 MB`. */
export function byteSize(bytes: number): string {
  let value = bytes
  for (const unit of ['B', 'kB', 'MB', 'GB']) {
    if (value < 999.5) return `${significant(value, unit === 'B')} ${unit}`
    value /= 1000
  }
  return `${significant(value, false)} TB`
}

/** Milliseconds as `350 ms`, `4.2 s`, `1 min 05 s`, `2 h 03 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`
}

/** A count of parameters or tokens: `135 M`, `8,192`. */
export function count(value: number): string {
  return value.toLocaleString('en-US')
}

function significant(value: number, whole: boolean): string {
  if (whole || value >= 99.95) return String(Math.round(value))
  return value >= 9.995 ? value.toFixed(1) : value.toFixed(2)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

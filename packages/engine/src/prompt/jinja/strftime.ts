const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/**
 * Python's `datetime.strftime` in the C locale and local time, `-` (no padding) included. A directive that is not known
 * stays as it is written, which is what the C library does.
 */
export function strftime(date: Date, format: string): string {
  return format.replaceAll(/%(-?)([a-zA-Z%])/g, (whole, dash: string, directive: string) => {
    const text = directiveText(date, directive)
    if (text === undefined) return whole
    return dash === '-' ? text.replace(/^0+(?=\d)/, '') : text
  })
}

function directiveText(date: Date, directive: string): string | undefined {
  const day = days[date.getDay()] ?? ''
  const month = months[date.getMonth()] ?? ''
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  const texts: Readonly<Record<string, string>> = {
    '%': '%',
    A: day,
    B: month,
    D: `${two(date.getMonth() + 1)}/${two(date.getDate())}/${two(date.getFullYear() % 100)}`,
    F: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    H: two(date.getHours()),
    I: two(date.getHours() % 12 || 12),
    M: two(date.getMinutes()),
    R: time.slice(0, 5),
    S: two(date.getSeconds()),
    T: time,
    X: time,
    Y: String(date.getFullYear()),
    Z: '',
    a: day.slice(0, 3),
    b: month.slice(0, 3),
    c: `${day.slice(0, 3)} ${month.slice(0, 3)} ${String(date.getDate()).padStart(2)} ${time} ${date.getFullYear()}`,
    d: two(date.getDate()),
    e: String(date.getDate()).padStart(2),
    f: String(date.getMilliseconds() * 1000).padStart(6, '0'),
    h: month.slice(0, 3),
    j: String(dayOfYear(date)).padStart(3, '0'),
    m: two(date.getMonth() + 1),
    p: date.getHours() < 12 ? 'AM' : 'PM',
    s: String(Math.floor(date.getTime() / 1000)),
    u: String(date.getDay() || 7),
    w: String(date.getDay()),
    x: `${two(date.getMonth() + 1)}/${two(date.getDate())}/${two(date.getFullYear() % 100)}`,
    y: two(date.getFullYear() % 100),
    z: '',
  }
  return texts[directive]
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

function dayOfYear(date: Date): number {
  const midnight = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return (midnight - Date.UTC(date.getFullYear(), 0, 1)) / 86_400_000 + 1
}

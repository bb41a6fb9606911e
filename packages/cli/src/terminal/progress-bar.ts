/** One line of progress that fits the terminal. */
import { clearableWidth, fitLine, textWidth } from './text-width.ts'
import { byteSize, duration } from './quantity.ts'

export interface ProgressState {
  readonly label: string
  readonly received: number
  /** Undefined while nobody has told the size. */
  readonly total: number | undefined
  /** Bytes a second. */
  readonly speed: number | undefined
  /** Milliseconds. */
  readonly remaining: number | undefined
}

/**
 * `smollm2:135m  ━━━━━━──────  45 %  44.3/98.4 MB  5.20 MB/s  11 s left`. In a narrow terminal the bar goes first, then
 * the speed, then the sizes; label, percentage and remaining time stay longest.
 */
export function progressBar(state: ProgressState, columns: number): string {
  const { label, received, total, speed, remaining } = state
  const room = clearableWidth(columns)
  const sizes = total === undefined ? byteSize(received) : `${byteSize(received)} of ${byteSize(total)}`
  const percent =
    total === undefined ? undefined : `${String(Math.min(100, Math.floor((received / total) * 100))).padStart(3)} %`
  const rate = speed === undefined ? undefined : `${byteSize(speed)}/s`
  const left = remaining ? `${duration(remaining)} left` : undefined
  const choices = [[percent, sizes, rate, left], [percent, sizes, left], [percent, left], [percent ?? sizes]].map(
    (parts) => parts.filter((part) => part !== undefined),
  )
  const fitting = choices.find((parts) => textWidth([label, ...parts].join('  ')) <= room) ?? choices.at(-1) ?? []
  const line = [label, ...fitting].join('  ')
  const width = Math.min(widestBar, room - textWidth(line) - 2)
  if (total === undefined || width < narrowestBar || fitting !== choices[0]) return fitLine(line, columns)
  const filled = Math.min(width, Math.floor((received / total) * width))
  return [label, '━'.repeat(filled) + '─'.repeat(width - filled), ...fitting].join('  ')
}

const widestBar = 30
const narrowestBar = 8

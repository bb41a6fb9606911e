import type { JSX } from 'preact'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
const signs: Readonly<Record<string, string>> = isMac ? { Control: '⌘', Shift: '⇧', Enter: '↵' } : { Control: 'Ctrl' }

/** Keys to press at once, as the reader's keyboard names them: `Control Shift O`. */
export function Keys({ of }: { of: string }): JSX.Element {
  return (
    <span class="keys">
      {of.split(' ').map((key) => (
        <kbd key={key}>{signs[key] ?? key}</kbd>
      ))}
    </span>
  )
}

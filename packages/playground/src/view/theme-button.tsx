import type { JSX } from 'preact'

import { IconButton } from './icon-button.tsx'
import type { Theme } from './use-theme.ts'

const shown = {
  auto: { icon: 'screen', label: 'Colours: as the system has them' },
  light: { icon: 'sun', label: 'Colours: light' },
  dark: { icon: 'moon', label: 'Colours: dark' },
} as const

/** Shows which colours the page has, and changes them. */
export function ThemeButton({ theme, onClick }: { theme: Theme; onClick: () => void }): JSX.Element {
  return <IconButton {...shown[theme]} kind="theme" onClick={onClick} />
}

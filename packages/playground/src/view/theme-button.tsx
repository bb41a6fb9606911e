import type { JSX } from 'preact'

import { IconButton } from './icon-button.tsx'
import { useTheme } from './use-theme.ts'

const shown = {
  auto: { icon: 'screen', label: 'Colours: as the system has them' },
  light: { icon: 'sun', label: 'Colours: light' },
  dark: { icon: 'moon', label: 'Colours: dark' },
} as const

/** Shows which colours the page has, and changes them. */
export function ThemeButton(): JSX.Element {
  const [theme, next] = useTheme()
  return <IconButton {...shown[theme]} kind="theme" onClick={next} />
}

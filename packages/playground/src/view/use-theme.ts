import { useEffect, useState } from 'preact/hooks'

import { keepText, keptText } from '../browser/kept-text.ts'

export type Theme = 'auto' | 'light' | 'dark'

const order = { auto: 'light', light: 'dark', dark: 'auto' } as const

/** The colours: what the system says, until a person decides otherwise; kept for the next visit. */
export function useTheme(): readonly [theme: Theme, next: () => void] {
  const [theme, setTheme] = useState<Theme>(kept)
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
    keepText('localStorage', 'theme', theme)
  }, [theme])
  return [theme, () => setTheme(order[theme])]
}

function kept(): Theme {
  const theme = keptText('localStorage', 'theme')
  return theme === 'light' || theme === 'dark' ? theme : 'auto'
}

import { useEffect } from 'preact/hooks'

/** What keys do anywhere on the page. */
export interface KeyActions {
  readonly stop: () => void
  readonly begin: () => void
  readonly goTo: () => void
  readonly settings: () => void
  readonly write: () => void
  readonly help: () => void
}

/** Listens to the keys of the page. Plain characters count only where nothing is being written. */
export function useKeys(actions: KeyActions): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = actionOf(event, actions)
      if (action === undefined) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  })
}

function actionOf(event: KeyboardEvent, actions: KeyActions): (() => void) | undefined {
  // A sheet has the keyboard to itself: its Escape, taken here, would never close it.
  if (document.querySelector('dialog:modal') !== null) return undefined
  if (event.key === 'Escape') return actions.stop
  if (event.ctrlKey || event.metaKey) {
    if (event.shiftKey && event.key.toLowerCase() === 'o') return actions.begin
    if (event.key.toLowerCase() === 'k') return actions.goTo
    return event.key === ',' ? actions.settings : undefined
  }
  const { target } = event
  const writing = target instanceof HTMLElement && /^(?:input|textarea|select)$/.test(target.localName)
  if (writing || event.altKey) return undefined
  if (event.key === '/') return actions.write
  return event.key === '?' ? actions.help : undefined
}

import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import { Keys } from './keys.tsx'

const keys = [
  ['Enter', 'send'],
  ['Shift Enter', 'a new line'],
  ['↑', 'edit the last question, where nothing is written yet'],
  ['Control Enter', 'ask what was edited'],
  ['Escape', 'stop the answer; close a panel'],
  ['/', 'write'],
  ['Control K', 'go to a conversation, a model or a command'],
  ['Control Shift O', 'a new conversation'],
  ['Control ,', 'settings'],
  ['?', 'these keys'],
] as const

/** The keys, on a sheet of their own. */
export function Shortcuts({ onClose }: { onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="sheet" aria-label="Keys" onClose={onClose}>
      <h2>Keys</h2>
      <dl>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <Keys of={key} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="button">
          Close
        </button>
      </form>
    </dialog>
  )
}

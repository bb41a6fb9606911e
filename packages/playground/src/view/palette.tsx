import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

import { meantBy, type Command } from '../state/command.ts'
import { Keys } from './keys.tsx'

/** One place to name what one wants: a conversation, a model, anything the page does. */
export function Palette({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }), [at])
  const meant = meantBy(words, commands)
  const run = (command: Command | undefined): void => {
    if (command === undefined) return
    // Closed first: a command may open another sheet, or move the keyboard.
    dialog.current?.close()
    command.run()
  }
  const step = (by: number): void => setAt(meant.length === 0 ? 0 : (at + by + meant.length) % meant.length)
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: () => run(meant[at]),
    }[event.key]
    if (act === undefined || event.isComposing) return
    event.preventDefault()
    act()
  }
  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label="Go to"
      onClose={onClose}
      onClick={({ target }) => target === dialog.current && dialog.current?.close()}
    >
      <input
        type="text"
        role="combobox"
        aria-label="Go to a conversation, a model or a command"
        aria-expanded={true}
        aria-controls="palette-list"
        aria-activedescendant={meant[at] && `palette-${at}`}
        placeholder="Go to a conversation, a model or a command"
        value={words}
        onInput={({ currentTarget }) => {
          setWords(currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette-list" role="listbox" aria-label="What these words mean">
        {meant.map((command, index) => (
          <li
            key={`${command.kind} ${command.name} ${index}`}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={() => run(command)}
          >
            <span class="name" dir="auto">
              {command.name}
            </span>
            {command.keys === undefined ? <span class="hint">{command.kind}</span> : <Keys of={command.keys} />}
          </li>
        ))}
      </ul>
      {meant.length === 0 && <p class="hint nothing">Nothing is called so.</p>}
    </dialog>
  )
}

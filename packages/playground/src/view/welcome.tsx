import type { JSX } from 'preact'

import { Keys } from './keys.tsx'
import { starters, type Starter } from '../settings/starters.ts'

/** What a conversation shows before anything is said: what one could begin with. */
export function Welcome({ onTry }: { onTry: (starter: Starter) => void }): JSX.Element {
  return (
    <div class="welcome">
      <h2>Ask something.</h2>
      <p>
        Each answer shows how it came about: its speed, the events of its stream, how likely each word was. Every
        version of a message is kept, and everything stays in this browser.
      </p>
      <ul class="starters">
        {starters.map((starter) => (
          <li key={starter.title}>
            <button type="button" onClick={() => onTry(starter)}>
              <strong>{starter.title}</strong> <span>{starter.text}</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="hint by-keys">
        <Keys of="Control K" /> finds anything, <kbd>?</kbd> shows all keys.
      </p>
    </div>
  )
}

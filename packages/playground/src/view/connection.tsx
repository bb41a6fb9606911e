import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

import type { Playground } from '../state/playground.ts'
import { useStore } from '../state/store.ts'

/** What stands between the page and the server: a key that is asked for, a server that does not answer, a full disk. */
export function Connection({ playground }: { playground: Playground }): JSX.Element | null {
  const { modelsFailure, storageFailure } = useStore(playground.state, (state) => state)
  const [key, setKey] = useState('')
  if (modelsFailure === undefined && storageFailure === undefined) return null
  const submit = (event: Event): void => {
    event.preventDefault()
    playground.setApiKey(key)
    void playground.loadModels()
  }
  return (
    <div class="connection" role="alert">
      {storageFailure !== undefined && <p>{storageFailure}</p>}
      {modelsFailure !== undefined && (
        <form class="row" onSubmit={submit}>
          <p>{modelsFailure}</p>
          <input
            type="password"
            autocomplete="off"
            aria-label="API key"
            placeholder="API key, kept until the page is closed"
            value={key}
            onInput={({ currentTarget }) => setKey(currentTarget.value)}
          />
          <button type="submit" class="button">
            Try again
          </button>
        </form>
      )}
    </div>
  )
}

import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

import type { Playground } from '../state/playground.ts'
import { useStore } from '../state/store.ts'
import { Words } from './words.tsx'

/** What stands between the page and the server: a key that is asked for, a server that does not answer, a full disk. */
export function Connection({ playground }: { playground: Playground }): JSX.Element | null {
  const { modelsFailure, storageFailure, apiKey } = useStore(playground.state, (state) => state)
  const [key, setKey] = useState('')
  if (modelsFailure === undefined && storageFailure === undefined) return null
  const wantsKey = modelsFailure?.status === 401
  const submit = (event: Event): void => {
    event.preventDefault()
    if (wantsKey) playground.setApiKey(key)
    void playground.loadModels()
  }
  return (
    <div class={`connection ${wantsKey && apiKey === '' ? 'asks' : ''}`} role="alert">
      {storageFailure !== undefined && <p>{storageFailure}</p>}
      {modelsFailure !== undefined && (
        <form class="row" onSubmit={submit}>
          <p>
            {!wantsKey && <Words text={modelsFailure.message} />}
            {wantsKey && (apiKey === '' ? 'This server asks for a key.' : 'The server does not take this key.')}
            {wantsKey && ' It stays in this page until you close it.'}
          </p>
          {wantsKey && (
            <input
              type="password"
              autocomplete="off"
              aria-label="API key"
              placeholder="API key"
              value={key}
              onInput={({ currentTarget }) => setKey(currentTarget.value)}
            />
          )}
          <button type="submit" class="button">
            {wantsKey ? 'Use this key' : 'Try again'}
          </button>
        </form>
      )}
    </div>
  )
}

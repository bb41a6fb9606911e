import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'

import { titleOf, textOf, type Conversation } from '../conversation/conversation.ts'
import { asJson, readConversations } from '../conversation/exported.ts'
import type { Playground } from '../state/playground.ts'
import { useStore } from '../state/store.ts'
import { IconButton } from './icon-button.tsx'
import { StoredList } from './stored-list.tsx'
import { ThemeButton } from './theme-button.tsx'
import { saveFile } from '../browser/save-file.ts'

/** The conversations of this browser: find, open, begin, bring in and take out. */
export function Sidebar({ playground, onOpen }: { playground: Playground; onOpen: () => void }): JSX.Element {
  const { conversations, currentId } = useStore(playground.state, (state) => state)
  const [sought, setSought] = useState('')
  const [failure, setFailure] = useState<string>()
  const picker = useRef<HTMLInputElement>(null)
  const found = sought.trim() === '' ? conversations : conversations.filter((each) => mentions(each, sought))
  const [notice, setNotice] = useState<string>()
  const [stored, setStored] = useState(false)
  const [removed, setRemoved] = useState<Conversation>()
  const importFiles = async (files: readonly File[]): Promise<void> => {
    setFailure(undefined)
    setNotice(undefined)
    try {
      let known = 0
      for (const file of files) known += playground.bringIn(readConversations(await file.text()))
      if (known > 0) setNotice(known === 1 ? 'One was here already.' : `${known} were here already.`)
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <nav class="sidebar" aria-label="Conversations">
      <div class="row">
        <input
          id="search"
          type="search"
          placeholder="Search"
          aria-label="Search conversations"
          value={sought}
          onInput={({ currentTarget }) => setSought(currentTarget.value)}
        />
        <IconButton
          icon="plus"
          label="New conversation (Control Shift O)"
          onClick={() => {
            playground.begin()
            onOpen()
          }}
        />
      </div>
      <ul>
        {found.map((conversation) => (
          <li key={conversation.id} class={conversation.id === currentId ? 'current' : ''}>
            <button
              type="button"
              class="conversation"
              dir="auto"
              aria-current={conversation.id === currentId ? 'page' : undefined}
              onClick={() => {
                playground.open(conversation.id)
                onOpen()
              }}
            >
              {titleOf(conversation)}
            </button>
            <IconButton
              icon="trash"
              label={`Delete ${titleOf(conversation)}`}
              onClick={() => {
                playground.remove(conversation.id)
                setRemoved(conversation)
              }}
            />
          </li>
        ))}
      </ul>
      {stored && <StoredList playground={playground} onOpen={onOpen} />}
      <div class="row foot">
        <button type="button" class="link" onClick={() => picker.current?.click()}>
          import
        </button>
        <button type="button" class="link" onClick={() => saveFile('conversations.json', asJson(conversations))}>
          export all
        </button>
        <button type="button" class="link" aria-expanded={stored} onClick={() => setStored(!stored)}>
          on the server
        </button>
        <ThemeButton />
        <input
          ref={picker}
          type="file"
          accept=".json,.jsonl,application/json"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            void importFiles(Array.from(currentTarget.files ?? []))
            currentTarget.value = ''
          }}
        />
      </div>
      {removed !== undefined && (
        <p class="hint notice" role="status">
          Deleted.{' '}
          <button
            type="button"
            class="link"
            aria-label={`Bring back ${titleOf(removed)}`}
            onClick={() => {
              playground.add([removed])
              setRemoved(undefined)
            }}
          >
            undo
          </button>
        </p>
      )}
      {notice !== undefined && (
        <p class="hint notice" role="status">
          {notice}
        </p>
      )}
      {failure !== undefined && (
        <p class="problem" role="alert">
          {failure}
        </p>
      )}
    </nav>
  )
}

function mentions(conversation: Conversation, words: string): boolean {
  const wanted = words.trim().toLowerCase()
  if (titleOf(conversation).toLowerCase().includes(wanted)) return true
  return conversation.lanes.some(({ tree }) =>
    tree.nodes.some(({ message }) => textOf(message.content).toLowerCase().includes(wanted)),
  )
}

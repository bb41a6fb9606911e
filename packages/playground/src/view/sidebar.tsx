import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'

import { isEmpty, titleOf, type Conversation } from '../conversation/conversation.ts'
import { asJson, readConversations } from '../conversation/exported.ts'
import { mentions } from '../conversation/mentions.ts'
import type { Playground } from '../state/playground.ts'
import { useStore } from '../state/store.ts'
import { ConversationList } from './conversation-list.tsx'
import { IconButton } from './icon-button.tsx'
import { StoredList } from './stored-list.tsx'
import { saveFile } from '../browser/save-file.ts'

interface SidebarProps {
  readonly playground: Playground
  readonly onOpen: () => void
  /** Shown here where the header has no room for it. */
  readonly theme: JSX.Element
}

/** The conversations of this browser: find, open, begin, bring in and take out. */
export function Sidebar({ playground, onOpen, theme }: SidebarProps): JSX.Element {
  const conversations = useStore(playground.state, (state) => state.conversations)
  const currentId = useStore(playground.state, (state) => state.currentId)
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
      let [known, all] = [0, 0]
      for (const file of files) {
        const read = readConversations(await file.text())
        known += playground.conversations.bringIn(read)
        all += read.length
      }
      setNotice(`${counted(all - known)} brought in.${known === 0 ? '' : ` ${counted(known)} here already.`}`)
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
            playground.conversations.begin()
            onOpen()
          }}
        />
      </div>
      <ConversationList
        conversations={found}
        currentId={currentId}
        onOpen={(id) => {
          playground.conversations.open(id)
          onOpen()
        }}
        onRemove={(conversation) => {
          playground.remove(conversation.id)
          setRemoved(conversation)
        }}
      />
      {found.length === 0 && <p class="hint nothing">Nothing mentions “{sought.trim()}”.</p>}
      {stored && <StoredList playground={playground} onOpen={onOpen} />}
      <div class="row foot">
        <button type="button" class="link" onClick={() => picker.current?.click()}>
          import
        </button>
        <button
          type="button"
          class="link"
          onClick={() => saveFile('conversations.json', asJson(conversations.filter((each) => !isEmpty(each))))}
        >
          export all
        </button>
        <button type="button" class="link" aria-expanded={stored} onClick={() => setStored(!stored)}>
          on the server
        </button>
        {theme}
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
              playground.conversations.add([removed])
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

function counted(conversations: number): string {
  return conversations === 1 ? 'One conversation' : `${conversations === 0 ? 'No' : conversations} conversations`
}

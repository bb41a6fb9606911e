import type { JSX } from 'preact'

import { titleOf, type Conversation } from '../conversation/conversation.ts'
import type { Playground } from '../state/playground.ts'
import { IconButton } from './icon-button.tsx'
import type { PanelName } from './side-panel.tsx'

interface HeaderProps {
  readonly playground: Playground
  readonly conversation: Conversation
  /** Whether the conversations are listed beside. */
  readonly listed: boolean
  readonly onList: () => void
  readonly panel: PanelName | undefined
  readonly onPanel: (name: PanelName) => void
  readonly onGoTo: () => void
  readonly theme: JSX.Element
}

const panels = [
  { name: 'code', icon: 'code', label: 'Code and export', word: 'Code' },
  { name: 'settings', icon: 'sliders', label: 'Settings (Control ,)', word: 'Settings' },
] as const

/** The bar at the top: the conversation's name, and the doors to everything else. */
export function Header(props: HeaderProps): JSX.Element {
  const { playground, conversation, listed, onList, panel, onPanel, onGoTo, theme } = props
  const { id, lanes } = conversation
  const comparing = lanes.length > 1
  return (
    <header>
      <IconButton icon="list" label="Conversations" pressed={listed} onClick={onList} />
      <h1>Colloquy</h1>
      <input
        class="title"
        dir="auto"
        aria-label="Title of the conversation"
        value={titleOf(conversation)}
        onChange={({ currentTarget }) => playground.conversations.rename(id, currentTarget.value)}
      />
      {!listed && (
        <IconButton
          icon="plus"
          label="New conversation (Control Shift O)"
          onClick={() => playground.conversations.begin()}
        />
      )}
      <IconButton icon="search" label="Go to (Control K)" kind="go-to" onClick={onGoTo} />
      <IconButton
        icon="columns"
        label="Compare two models or settings"
        word="Compare"
        pressed={comparing}
        onClick={() => playground.conversations.compare(id, !comparing)}
      />
      {panels.map(({ name, ...door }) => (
        <IconButton key={name} {...door} pressed={panel === name} onClick={() => onPanel(name)} />
      ))}
      {theme}
    </header>
  )
}

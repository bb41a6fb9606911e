import type { JSX } from 'preact'

import { titleOf, type Conversation } from '../conversation/conversation.ts'
import type { Playground } from '../state/playground.ts'
import { IconButton } from './icon-button.tsx'
import type { PanelName } from './side-panel.tsx'
import { ThemeButton } from './theme-button.tsx'

interface HeaderProps {
  readonly playground: Playground
  readonly conversation: Conversation
  /** Whether the conversations are listed beside. */
  readonly listed: boolean
  readonly onList: () => void
  readonly panel: PanelName | undefined
  readonly onPanel: (name: PanelName) => void
}

const panels = [
  { name: 'code', icon: 'code', label: 'Code and export', word: 'Code' },
  { name: 'settings', icon: 'sliders', label: 'Settings (Control ,)', word: 'Settings' },
] as const

/** The bar at the top: the conversation's name, and the doors to everything else. */
export function Header({ playground, conversation, listed, onList, panel, onPanel }: HeaderProps): JSX.Element {
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
        onChange={({ currentTarget }) => playground.rename(id, currentTarget.value)}
      />
      {!listed && (
        <IconButton icon="plus" label="New conversation (Control Shift O)" onClick={() => playground.begin()} />
      )}
      <IconButton
        icon="columns"
        label="Compare two models or settings"
        word="Compare"
        pressed={comparing}
        onClick={() => playground.compare(id, !comparing)}
      />
      {panels.map(({ name, ...door }) => (
        <IconButton key={name} {...door} pressed={panel === name} onClick={() => onPanel(name)} />
      ))}
      <ThemeButton />
    </header>
  )
}

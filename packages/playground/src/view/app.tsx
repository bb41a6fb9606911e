import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

import { problemsOf } from '../ask/request-of.ts'
import { titleOf } from '../conversation/conversation.ts'
import { asJson, asMarkdown, asMessages } from '../conversation/exported.ts'
import type { Playground } from '../state/playground.ts'
import { useStore } from '../state/store.ts'
import { CodePanel } from './code-panel.tsx'
import { Composer } from './composer.tsx'
import { Connection } from './connection.tsx'
import { IconButton } from './icon-button.tsx'
import { LaneView } from './lane-view.tsx'
import { saveFile } from './save-file.ts'
import { SettingsPanel } from './settings-panel.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { Sidebar } from './sidebar.tsx'
import { useKeys } from './use-keys.ts'
import { useTheme } from './use-theme.ts'

/** The page. */
export function App({ playground }: { playground: Playground }): JSX.Element {
  const state = useStore(playground.state, (value) => value)
  const [panel, setPanel] = useState<'settings' | 'code' | undefined>(isWide() ? 'settings' : undefined)
  const [listed, setListed] = useState(isWide())
  const [help, setHelp] = useState(false)
  const [theme, nextTheme] = useTheme()
  const current = state.conversations.find(({ id }) => id === state.currentId) ?? state.conversations[0]
  const running = state.running.size > 0
  const toggle = (name: 'settings' | 'code') => (): void => setPanel(panel === name ? undefined : name)
  useKeys({
    stop: () => (running ? playground.stop() : isWide() ? undefined : setPanel(undefined)),
    begin: () => playground.begin(),
    search: () => {
      setListed(true)
      requestAnimationFrame(() => document.getElementById('search')?.focus())
    },
    settings: toggle('settings'),
    write: () => document.getElementById('composer')?.focus(),
    help: () => setHelp(true),
  })
  if (current === undefined) return <></>
  const { id, lanes } = current
  const comparing = lanes.length > 1
  const nameOf = (index: number): string | undefined => (comparing ? 'AB'.charAt(index) : undefined)
  const fallback = state.models?.[0] ?? ''
  return (
    <div class={`app ${listed ? 'listed' : ''} ${panel === undefined ? '' : 'paneled'}`}>
      <header>
        <IconButton icon="list" label="Conversations" pressed={listed} onClick={() => setListed(!listed)} />
        <h1>Colloquy</h1>
        <input
          class="title"
          aria-label="Title of the conversation"
          value={titleOf(current)}
          onChange={({ currentTarget }) => playground.rename(id, currentTarget.value)}
        />
        <IconButton
          icon="columns"
          label="Compare two models or settings"
          pressed={comparing}
          onClick={() => playground.compare(id, !comparing)}
        />
        <IconButton icon="code" label="Show as code" pressed={panel === 'code'} onClick={toggle('code')} />
        <IconButton
          icon="sliders"
          label="Settings (Control ,)"
          pressed={panel === 'settings'}
          onClick={toggle('settings')}
        />
        <IconButton icon="moon" label={`Colours: ${theme}`} onClick={nextTheme} />
      </header>
      {listed && <Sidebar playground={playground} onOpen={() => !isWide() && setListed(false)} />}
      <main>
        <Connection playground={playground} />
        <div class="lanes">
          {lanes.map((lane, index) => (
            <LaneView
              key={lane.id}
              playground={playground}
              conversationId={id}
              lane={lane}
              title={comparing ? `${nameOf(index)} · ${lane.settings.model || fallback}` : undefined}
            />
          ))}
        </div>
        <Composer
          running={running}
          problems={lanes.flatMap(({ settings }) => problemsOf(settings))}
          onSay={(message) => playground.say(id, [message])}
          onStop={() => playground.stop()}
        />
        <p class="visually-hidden" role="status">
          {running ? 'Answering' : state.running.size === 0 && 'Ready'}
        </p>
      </main>
      {panel !== undefined && (
        <aside aria-label={panel === 'code' ? 'Code' : 'Settings'}>
          <IconButton icon="close" label="Close" kind="close-panel" onClick={() => setPanel(undefined)} />
          {lanes.map((lane, index) =>
            panel === 'settings' ? (
              <SettingsPanel
                key={lane.id}
                playground={playground}
                conversationId={id}
                lane={lane}
                name={nameOf(index)}
              />
            ) : (
              <CodePanel
                key={lane.id}
                lane={lane}
                model={fallback}
                endpoint={playground.endpoint}
                name={nameOf(index)}
              />
            ),
          )}
          {panel === 'code' && (
            <div class="row foot">
              <button type="button" class="link" onClick={() => saveFile('conversation.json', asJson([current]))}>
                export with all versions
              </button>
              <button type="button" class="link" onClick={() => saveFile('messages.json', asMessages(current))}>
                as messages
              </button>
              <button type="button" class="link" onClick={() => saveFile('conversation.md', asMarkdown(current))}>
                as Markdown
              </button>
            </div>
          )}
        </aside>
      )}
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </div>
  )
}

// The style sheet's bound for panels beside the conversation rather than over it.
function isWide(): boolean {
  return matchMedia('(min-width: 1100px)').matches
}

import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'

import { problemsOf } from '../ask/request-of.ts'
import { isEmpty, titleOf } from '../conversation/conversation.ts'
import { shownPath } from '../conversation/message-tree.ts'
import { summaryOf } from '../settings/summary-of.ts'
import type { Playground } from '../state/playground.ts'
import { useStore } from '../state/store.ts'
import { commandsOf } from './commands-of.ts'
import { Composer } from './composer.tsx'
import { Connection } from './connection.tsx'
import { Header } from './header.tsx'
import { laneName } from './lane-name.ts'
import { LaneView } from './lane-view.tsx'
import { Palette } from './palette.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { SidePanel, type PanelName } from './side-panel.tsx'
import { Sidebar } from './sidebar.tsx'
import { ThemeButton } from './theme-button.tsx'
import { useKeys } from './use-keys.ts'
import { useSpoken } from './use-spoken.ts'
import { useTheme } from './use-theme.ts'

/** The page. */
export function App({ playground }: { playground: Playground }): JSX.Element {
  const state = useStore(playground.state, (value) => value)
  const [panel, setPanel] = useState<PanelName | undefined>(isWide() ? 'settings' : undefined)
  const [listed, setListed] = useState(isWide())
  const [sheet, setSheet] = useState<'keys' | 'palette'>()
  const [theme, nextTheme] = useTheme()
  const current = state.conversations.find(({ id }) => id === state.currentId) ?? state.conversations[0]
  const running = state.running.size > 0
  const [live] = state.running.values()
  const spoken = useSpoken(live)
  const toggle = (name: PanelName): void => {
    setPanel(panel === name ? undefined : name)
    if (!isWide()) setListed(false)
  }
  const list = (): void => {
    setListed(!listed)
    if (!isWide()) setPanel(undefined)
  }
  const closePanel = (): void => {
    setPanel(undefined)
    write()
  }
  const begin = (): void => {
    playground.conversations.begin()
    write()
  }
  useKeys({
    stop: () => {
      if (running) playground.stop()
      else if (!isWide()) {
        closePanel()
        setListed(false)
      }
    },
    begin,
    goTo: () => setSheet('palette'),
    settings: () => toggle('settings'),
    write,
    help: () => setSheet('keys'),
  })
  useEffect(() => {
    // A person with a keyboard can write at once; on a phone it would cover the page.
    if (matchMedia('(hover: hover)').matches) write()
    const narrowed = ({ matches }: MediaQueryListEvent): void => {
      if (matches) return
      setPanel(undefined)
      setListed(false)
    }
    wide.addEventListener('change', narrowed)
    return () => wide.removeEventListener('change', narrowed)
  }, [])
  const title = current === undefined ? '' : titleOf(current)
  useEffect(() => {
    document.title = `${title} · Colloquy`
  }, [title])
  if (current === undefined) return <></>
  const { id, lanes } = current
  const closeSheet = (): void => setSheet((now) => (now === sheet ? undefined : now))
  const fallback = state.models?.[0] ?? ''
  return (
    <div class={`app ${listed ? 'listed' : ''} ${panel === undefined ? '' : 'paneled'}`}>
      <Header
        playground={playground}
        conversation={current}
        listed={listed}
        onList={list}
        panel={panel}
        onPanel={toggle}
        onGoTo={() => setSheet('palette')}
        theme={<ThemeButton theme={theme} onClick={nextTheme} />}
      />
      {listed && (
        <Sidebar
          playground={playground}
          onOpen={() => !isWide() && setListed(false)}
          theme={<ThemeButton theme={theme} onClick={nextTheme} />}
        />
      )}
      <main>
        <Connection playground={playground} />
        <div
          class={`lanes ${lanes.length > 1 ? 'compared' : ''}`}
          style={{ '--rows': Math.max(...lanes.map(({ tree }) => shownPath(tree).length)) + 1 }}
        >
          {lanes.map((lane, index) => (
            <LaneView
              key={lane.id}
              playground={playground}
              conversationId={id}
              lane={lane}
              title={lanes.length > 1 ? `${laneName(index)} · ${summaryOf(lane.settings, fallback)}` : undefined}
            />
          ))}
        </div>
        <Composer
          conversation={isEmpty(current) ? '' : id}
          running={running}
          problems={lanes.flatMap(({ settings }) => problemsOf(settings))}
          onSay={(message) => playground.say(id, [message])}
          onStop={() => playground.stop()}
        />
        <p class="visually-hidden" role="status">
          {running ? 'Answering' : 'Ready'}
        </p>
        <p class="visually-hidden" role="log" aria-label="The answer, as it comes">
          {spoken}
        </p>
      </main>
      {panel !== undefined && (
        <SidePanel playground={playground} conversation={current} model={fallback} name={panel} onClose={closePanel} />
      )}
      {sheet === 'keys' && <Shortcuts onClose={closeSheet} />}
      {sheet === 'palette' && (
        <Palette
          commands={commandsOf(playground, {
            begin,
            compare: () => playground.conversations.compare(id, lanes.length === 1),
            settings: () => setPanel('settings'),
            code: () => setPanel('code'),
            list,
            theme: nextTheme,
            help: () => setSheet('keys'),
          })}
          onClose={closeSheet}
        />
      )}
    </div>
  )
}

function write(): void {
  document.getElementById('composer')?.focus()
}

// The style sheet's bound for panels beside the conversation rather than over it.
const wide = matchMedia('(min-width: 1100px)')

function isWide(): boolean {
  return wide.matches
}

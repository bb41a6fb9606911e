import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

import { saveFile } from '../browser/save-file.ts'
import type { Conversation } from '../conversation/conversation.ts'
import { asJson, asJsonLines, asMarkdown, asMessages } from '../conversation/exported.ts'
import type { Playground } from '../state/playground.ts'
import { CodePanel } from './code-panel.tsx'
import { IconButton } from './icon-button.tsx'
import { laneName } from './lane-name.ts'
import { SettingsPanel } from './settings-panel.tsx'

export type PanelName = 'settings' | 'code'

interface SidePanelProps {
  readonly playground: Playground
  readonly conversation: Conversation
  /** The model where a lane names none. */
  readonly model: string
  readonly name: PanelName
  readonly onClose: () => void
}

/** What stands beside the conversation: its settings, or the code that asks the same. Of two lanes, one at a time. */
export function SidePanel({ playground, conversation, model, name, onClose }: SidePanelProps): JSX.Element | null {
  const { id, lanes } = conversation
  const [shown, setShown] = useState(0)
  const index = Math.min(shown, lanes.length - 1)
  const lane = lanes[index]
  if (lane === undefined) return null
  const title = name === 'code' ? 'Code and export' : 'Settings'
  return (
    <aside aria-label={title}>
      <div class="panel-head">
        <h2>{title}</h2>
        {lanes.length > 1 && (
          <div class="tabs" role="group" aria-label="Lane">
            {lanes.map((each, at) => (
              <button key={each.id} type="button" aria-pressed={at === index} onClick={() => setShown(at)}>
                {laneName(at)}
              </button>
            ))}
          </div>
        )}
        <IconButton icon="close" label="Close" onClick={onClose} />
      </div>
      {name === 'settings' ? (
        <SettingsPanel key={lane.id} playground={playground} conversationId={id} lane={lane} />
      ) : (
        <>
          <CodePanel key={lane.id} lane={lane} model={model} endpoint={playground.endpoint} />
          <h3>Export</h3>
          <div class="row">
            <button type="button" class="link" onClick={() => saveFile('conversation.json', asJson([conversation]))}>
              with all versions
            </button>
            <button type="button" class="link" onClick={() => saveFile('messages.json', asMessages(conversation))}>
              as messages
            </button>
            <button type="button" class="link" onClick={() => saveFile('messages.jsonl', asJsonLines(conversation))}>
              as JSON lines
            </button>
            <button type="button" class="link" onClick={() => saveFile('conversation.md', asMarkdown(conversation))}>
              as Markdown
            </button>
          </div>
        </>
      )}
    </aside>
  )
}

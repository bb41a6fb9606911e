import { isEmpty, titleOf } from '../conversation/conversation.ts'
import { mentions } from '../conversation/mentions.ts'
import type { Command } from '../state/command.ts'
import type { Playground } from '../state/playground.ts'

/** What the page's own doors do. */
export interface Doors {
  readonly begin: () => void
  readonly compare: () => void
  readonly settings: () => void
  readonly code: () => void
  readonly list: () => void
  readonly theme: () => void
  readonly help: () => void
}

/** Everything that can be named: what the page does, the models, the conversations. */
export function commandsOf(playground: Playground, doors: Doors): readonly Command[] {
  const { conversations, models, currentId } = playground.state.value
  const lane = playground.conversations.current?.lanes[0]
  const does = (name: string, run: () => void, keys?: string): Command => ({ name, kind: 'command', run, keys })
  return [
    does('New conversation', doors.begin, 'Control Shift O'),
    does('Compare two models or settings', doors.compare),
    does('Settings', doors.settings, 'Control ,'),
    does('Code and export', doors.code),
    does('Conversations', doors.list),
    does('Change the colours', doors.theme),
    does('Keys', doors.help, '?'),
    ...(models ?? []).map((model) => ({
      name: `Ask ${model}`,
      kind: 'model',
      run: () => lane && playground.changeSettings(currentId, lane.id, { model }),
    })),
    ...conversations
      .filter((each) => !isEmpty(each) && each.id !== currentId)
      .map((each) => ({
        name: titleOf(each),
        kind: 'conversation',
        means: (words: string) => mentions(each, words),
        run: () => playground.conversations.open(each.id),
      })),
  ]
}

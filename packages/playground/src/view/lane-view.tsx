import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'

import { withWords } from '../ask/user-message.ts'
import type { Lane } from '../conversation/conversation.ts'
import {
  addNode,
  chooseNode,
  removeNode,
  shownPath,
  versionsOf,
  type MessageNode,
  type MessageTree,
} from '../conversation/message-tree.ts'
import { newId } from '../conversation/conversation.ts'
import type { Playground } from '../state/playground.ts'
import { useStore } from '../state/store.ts'
import { IconButton } from './icon-button.tsx'
import { MessageView, type MessageActions } from './message-view.tsx'
import { useFollow } from './use-follow.ts'
import { Welcome } from './welcome.tsx'

interface LaneViewProps {
  readonly playground: Playground
  readonly conversationId: string
  readonly lane: Lane
  /** Shown above the messages where two lanes stand side by side. */
  readonly title: string | undefined
}

/** The messages of one lane. */
export function LaneView({ playground, conversationId, lane, title }: LaneViewProps): JSX.Element {
  const running = useStore(playground.state, ({ running: all }) => all)
  const tokensShown = useStore(playground.state, (state) => state.tokensShown)
  const [removal, setRemoval] = useState<Removal>()
  const path = shownPath(lane.tree)
  const { area, isAway, toEnd } = useFollow(path.length)
  // Typing into a setting changes the lane with each key: a long conversation is not drawn anew for that.
  const messages = useMemo(
    () =>
      path.map((node, index) => (
        <MessageView
          key={node.id}
          node={node}
          versions={versionsOf(lane.tree, node.id)}
          live={running.get(node.id)}
          exchange={playground.exchanges.get(node.id)}
          last={index === path.length - 1}
          tokensShown={tokensShown}
          actions={actionsOn(playground, conversationId, lane, node, setRemoval)}
        />
      )),
    [lane.tree, running, tokensShown],
  )
  return (
    <section class="lane" aria-label={title ?? 'Conversation'} ref={area} tabIndex={0}>
      {title !== undefined && (
        <h2 class="lane-title" title={title}>
          {title}
        </h2>
      )}
      <div class="messages">
        {path.length === 0 && <Welcome onTry={(starter) => playground.tryOut(conversationId, starter)} />}
        {messages}
        {removal?.after === lane.tree && (
          <p class="hint" role="status">
            Deleted.{' '}
            <button
              type="button"
              class="link"
              onClick={() =>
                playground.changeLane(conversationId, lane.id, (each) => ({ ...each, tree: removal.before }))
              }
            >
              undo
            </button>
          </p>
        )}
      </div>
      {isAway && <IconButton icon="down" label="To the end" kind="to-end" onClick={toEnd} />}
    </section>
  )
}

/** What was taken away last: it can be brought back as long as nothing else changed. */
interface Removal {
  readonly before: MessageTree
  readonly after: MessageTree
}

function actionsOn(
  playground: Playground,
  conversationId: string,
  lane: Lane,
  node: MessageNode,
  onRemove: (removal: Removal) => void,
): MessageActions {
  const change = (tree: Lane['tree']): void =>
    playground.changeLane(conversationId, lane.id, (each) => ({ ...each, tree }))
  return {
    edit: (text, { ask }) => {
      const message = withWords(node.message, text)
      if (ask) playground.sayAfter(conversationId, lane.id, node.parent, [message])
      else change(addNode(lane.tree, { id: newId(), parent: node.parent, message }))
    },
    regenerate: () => void playground.answer(conversationId, lane.id, node.parent),
    goOn: () => void playground.goOn(conversationId, lane.id, node),
    take: (begun) => void playground.goOnBeside(conversationId, lane.id, node, begun),
    remove: () => {
      const after = removeNode(lane.tree, node.id)
      change(after)
      onRemove({ before: lane.tree, after })
    },
    choose: (id) => change(chooseNode(lane.tree, id)),
    showTokens: (shown) => playground.showTokens(shown),
    results: (results) => playground.sayAfter(conversationId, lane.id, node.id, results),
  }
}

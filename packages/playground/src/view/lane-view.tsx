import type { ComponentProps, JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'

import { withWords } from '../ask/user-message.ts'
import type { Lane } from '../conversation/conversation.ts'
import {
  addNode,
  chooseNode,
  removeNode,
  shownPath,
  versionsByParent,
  type MessageNode,
  type MessageTree,
} from '../conversation/message-tree.ts'
import { newId } from '../conversation/conversation.ts'
import type { Playground } from '../state/playground.ts'
import { useStore } from '../state/store.ts'
import { IconButton } from './icon-button.tsx'
import { MessageView, type MessageActions } from './message-view.tsx'
import { useDrawn } from './use-drawn.ts'
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
  // A long conversation is drawn from its end; what is said from now on is drawn at once.
  const [begun] = useState(path.length)
  const from = Math.max(0, begun - useDrawn(begun, 20))
  // Typing into a setting changes the lane with each key: a long conversation is not drawn anew for that.
  const messages = useMemo(() => {
    const versions = versionsByParent(lane.tree)
    return path
      .slice(from)
      .map((node) => (
        <Message
          key={node.id}
          playground={playground}
          place={{ conversationId, laneId: lane.id }}
          node={node}
          versions={versions.get(node.parent) ?? [node]}
          live={running.get(node.id)}
          exchange={playground.exchanges.get(node.id)}
          last={node === path.at(-1)}
          tokensShown={tokensShown}
          onRemove={setRemoval}
        />
      ))
  }, [lane.tree, running, tokensShown, from])
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

interface Place {
  readonly conversationId: string
  readonly laneId: string
}

type MessageProps = Omit<ComponentProps<typeof MessageView>, 'actions'> & {
  readonly playground: Playground
  readonly place: Place
  readonly onRemove: (removal: Removal) => void
}

// What is said at the end of hundreds of messages draws none of them again.
function Message({ playground, place, onRemove, ...props }: MessageProps): JSX.Element {
  const { node, versions, live, exchange, last, tokensShown } = props
  return useMemo(
    () => <MessageView {...props} actions={actionsOn(playground, place, node, onRemove)} />,
    [node, versions.map(({ id }) => id).join(), live, exchange, last, tokensShown],
  )
}

function actionsOn(
  playground: Playground,
  { conversationId, laneId }: Place,
  node: MessageNode,
  onRemove: (removal: Removal) => void,
): MessageActions {
  const change = (how: (tree: MessageTree) => MessageTree): void =>
    playground.changeLane(conversationId, laneId, (lane) => ({ ...lane, tree: how(lane.tree) }))
  return {
    edit: (text, { ask }) => {
      const message = withWords(node.message, text)
      if (ask) playground.sayAfter(conversationId, laneId, node.parent, [message])
      else change((tree) => addNode(tree, { id: newId(), parent: node.parent, message }))
    },
    regenerate: () => void playground.answer(conversationId, laneId, node.parent),
    goOn: () => void playground.goOn(conversationId, laneId, node),
    take: (begun) => void playground.goOnBeside(conversationId, laneId, node, begun),
    remove: () =>
      change((before) => {
        const after = removeNode(before, node.id)
        onRemove({ before, after })
        return after
      }),
    choose: (id) => change((tree) => chooseNode(tree, id)),
    showTokens: (shown) => playground.showTokens(shown),
    results: (results) => playground.sayAfter(conversationId, laneId, node.id, results),
  }
}

import type { ChatCompletionRequestMessage } from 'colloquy'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

import type { BegunAnswer } from '../ask/begun-answer.ts'
import { readParts } from '../ask/user-message.ts'
import { canGoOn } from '../ask/can-go-on.ts'
import type { LiveAnswer } from '../ask/live-answer.ts'
import type { Exchange } from '../ask/exchange.ts'
import { textOf } from '../conversation/conversation.ts'
import type { MessageNode } from '../conversation/message-tree.ts'
import { AnswerView } from './answer-view.tsx'
import { CopyButton } from './copy-button.tsx'
import { IconButton } from './icon-button.tsx'
import { MessageEditor } from './message-editor.tsx'
import { UserMessageView } from './user-message-view.tsx'

export interface MessageActions {
  /** Says this instead; `ask` asks for an answer to it. */
  readonly edit: (text: string, options: { ask: boolean }) => void
  readonly regenerate: () => void
  /** Has the model go on with an answer from where it stops. */
  readonly goOn: () => void
  /** Has the model go on from another beginning, in a version beside. */
  readonly take: (begun: BegunAnswer) => void
  readonly remove: () => void
  readonly choose: (id: string) => void
  /** Has the next answers open with their probabilities, or not. */
  readonly showTokens: (shown: boolean) => void
  readonly results: (results: readonly ChatCompletionRequestMessage[]) => void
}

interface MessageViewProps {
  readonly node: MessageNode
  /** All versions at this place, this one among them. */
  readonly versions: readonly MessageNode[]
  readonly live: LiveAnswer | undefined
  /** What went over the wire for it, in this visit. */
  readonly exchange: Exchange | undefined
  /** Whether nothing follows it. */
  readonly last: boolean
  /** Whether an answer that begins opens with its probabilities. */
  readonly tokensShown: boolean
  readonly actions: MessageActions
}

/** One message of a conversation, with what can be done to it. */
export function MessageView({
  node,
  versions,
  live,
  exchange,
  last,
  tokensShown,
  actions,
}: MessageViewProps): JSX.Element {
  const [editing, setEditing] = useState(false)
  const { message } = node
  const isAnswer = message.role === 'assistant'
  const by = (live?.snapshot ?? node.answer?.completion)?.model
  const text = textOf(message.content)
  const done = live === undefined
  const leaveEditor = (): void => {
    setEditing(false)
    // The editor had the keyboard, and is gone.
    document.getElementById('composer')?.focus()
  }
  return (
    <article class={`message ${message.role}`} aria-busy={!done}>
      <h2>
        {message.role} {by !== undefined && <span class="by">{by}</span>}
      </h2>
      {editing ? (
        <MessageEditor
          text={isAnswer ? text : readParts(message.content).words}
          asks={!isAnswer}
          onCancel={leaveEditor}
          onDone={(written) => {
            leaveEditor()
            actions.edit(written, { ask: !isAnswer })
          }}
        />
      ) : isAnswer ? (
        <AnswerView
          node={node}
          live={live}
          exchange={exchange}
          onResults={last ? actions.results : undefined}
          onTake={actions.take}
          tokensShown={tokensShown && !done}
          onTokens={actions.showTokens}
        />
      ) : (
        <UserMessageView message={message} />
      )}
      {done && !editing && (
        <div class="actions">
          {versions.length > 1 && <Versions node={node} versions={versions} onChoose={actions.choose} />}
          <CopyButton label="Copy" text={text} />
          {message.role !== 'tool' && <IconButton icon="edit" label="Edit" onClick={() => setEditing(true)} />}
          {isAnswer && <IconButton icon="again" label="Answer again" onClick={actions.regenerate} />}
          {last && canGoOn(node) && <IconButton icon="forward" label="Go on where it stopped" onClick={actions.goOn} />}
          <IconButton icon="trash" label="Delete this and what follows" onClick={actions.remove} />
        </div>
      )}
    </article>
  )
}

function Versions({
  node,
  versions,
  onChoose,
}: Pick<MessageViewProps, 'node' | 'versions'> & { onChoose: (id: string) => void }): JSX.Element {
  const at = versions.findIndex(({ id }) => id === node.id)
  const step = (by: number) => (): void => {
    const next = versions[at + by]
    if (next !== undefined) onChoose(next.id)
  }
  return (
    <span class="versions">
      <IconButton icon="left" label="Version before" disabled={at === 0} onClick={step(-1)} />
      <span aria-label={`Version ${at + 1} of ${versions.length}`}>
        {at + 1}/{versions.length}
      </span>
      <IconButton icon="right" label="Version after" disabled={at === versions.length - 1} onClick={step(1)} />
    </span>
  )
}

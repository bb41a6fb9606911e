import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'

import { byDay } from '../conversation/by-day.ts'
import { titleOf, type Conversation } from '../conversation/conversation.ts'
import { IconButton } from './icon-button.tsx'

interface ConversationListProps {
  readonly conversations: readonly Conversation[]
  readonly currentId: string
  readonly onOpen: (id: string) => void
  readonly onRemove: (conversation: Conversation) => void
}

/** Rows drawn at first: thousands, as an import may bring, take longer than a search needs. */
const drawn = 200

/** Conversations by day, to open and to take away. */
export function ConversationList({ conversations, ...rest }: ConversationListProps): JSX.Element {
  const [limit, setLimit] = useState(drawn)
  const shown = useMemo(() => byDay(conversations, Date.now(), limit), [conversations, limit])
  const hidden = conversations.length - limit
  return (
    <div class="conversations">
      {shown.map(({ name, conversations: ofDay }) => (
        <section key={name} aria-label={name}>
          <h2>{name}</h2>
          <ul>
            {ofDay.map((conversation) => (
              <Row key={conversation.id} conversation={conversation} {...rest} />
            ))}
          </ul>
        </section>
      ))}
      {hidden > 0 && (
        <button type="button" class="link" onClick={() => setLimit(limit + 1000)}>
          {hidden} more
        </button>
      )}
    </div>
  )
}

type RowProps = Omit<ConversationListProps, 'conversations'> & { readonly conversation: Conversation }

// Each letter typed into a setting changes the list: rows that did not change are not drawn again.
function Row({ conversation, currentId, onOpen, onRemove }: RowProps): JSX.Element {
  const { id } = conversation
  const isCurrent = id === currentId
  return useMemo(() => {
    const title = titleOf(conversation)
    return (
      <li class={isCurrent ? 'current' : ''}>
        <button
          type="button"
          class="conversation"
          dir="auto"
          title={title}
          aria-current={isCurrent ? 'page' : undefined}
          onClick={() => onOpen(id)}
        >
          {title}
        </button>
        <IconButton icon="trash" label={`Delete ${title}`} onClick={() => onRemove(conversation)} />
      </li>
    )
  }, [conversation, isCurrent])
}

import { isEmpty } from '../conversation/conversation.ts'
import type { ConversationsState, KeptConversations } from './kept-conversations.ts'
import type { Store } from './store.ts'

/** Has the page's address name the conversation that is shown: it is there again after a reload, and can be bookmarked. */
export function followAddress(state: Store<ConversationsState>, { open }: Pick<KeptConversations, 'open'>): void {
  const openNamed = (): void => {
    const id = location.hash.slice(1)
    if (state.value.conversations.some((each) => each.id === id)) open(id)
  }
  let shown: string | undefined
  const write = (): void => {
    const { conversations, currentId } = state.value
    const current = conversations.find(({ id }) => id === currentId)
    // An empty conversation is not kept: its name would lead nowhere.
    const name = current === undefined || isEmpty(current) ? '' : `#${currentId}`
    if (name === shown) return
    shown = name
    history.replaceState(null, '', `${location.pathname}${location.search}${name}`)
  }
  openNamed()
  write()
  state.subscribe(write)
  addEventListener('hashchange', openNamed)
}

import type { Playground } from './playground.ts'

/** Has the page's address name the conversation that is shown: it is there again after a reload, and can be bookmarked. */
export function followAddress({ state, open }: Pick<Playground, 'state' | 'open'>): void {
  const openNamed = (): void => {
    const id = location.hash.slice(1)
    if (state.value.conversations.some((each) => each.id === id)) open(id)
  }
  let shown: string | undefined
  const write = (): void => {
    const { conversations, currentId } = state.value
    const current = conversations.find(({ id }) => id === currentId)
    // An empty conversation is not kept: its name would lead nowhere.
    const name = current?.lanes.some(({ tree }) => tree.nodes.length > 0) === true ? `#${currentId}` : ''
    if (name === shown) return
    shown = name
    history.replaceState(null, '', `${location.pathname}${location.search}${name}`)
  }
  openNamed()
  write()
  state.subscribe(write)
  addEventListener('hashchange', openNamed)
}

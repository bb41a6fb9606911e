import type { Conversation, Lane } from './conversation.ts'
import { emptyTree, type MessageNode, type MessageTree } from './message-tree.ts'

/**
 * Joins what two tabs made of the same conversation since `base`: what was said in either is in it. Where both changed the
 * same thing, `mine` counts. A message that one of them took away comes back where the other has gone on from it.
 */
export function mergeConversations(base: Conversation, mine: Conversation, theirs: Conversation): Conversation {
  const lanesOf = ({ lanes }: Conversation): string => lanes.map(({ id }) => id).join()
  const kept = lanesOf(mine) === lanesOf(base) ? theirs : mine
  const find = (id: string, { lanes }: Conversation): Lane | undefined => lanes.find((lane) => lane.id === id)
  return {
    ...theirs,
    title: changed(base.title, mine.title, theirs.title),
    updated: Math.max(mine.updated, theirs.updated),
    lanes: kept.lanes.map((lane) =>
      mergeLanes(find(lane.id, base), find(lane.id, mine) ?? lane, find(lane.id, theirs) ?? lane),
    ),
  }
}

function mergeLanes(base: Lane | undefined, mine: Lane, theirs: Lane): Lane {
  if (mine === theirs) return mine
  return {
    id: mine.id,
    settings: changed(base?.settings, mine.settings, theirs.settings),
    tree: mergeTrees(base?.tree ?? emptyTree, mine.tree, theirs.tree),
  }
}

function mergeTrees(base: MessageTree, mine: MessageTree, theirs: MessageTree): MessageTree {
  const [before, own, other] = [base, mine, theirs].map(({ nodes }) => new Map(nodes.map((node) => [node.id, node])))
  if (before === undefined || own === undefined || other === undefined) return mine
  // In each tree parents come before their children, so they do in the three trees one after another.
  const all = new Map([...before, ...other, ...own])
  for (const [id, node] of all) {
    const found = changed(before.get(id), own.get(id) ?? node, other.get(id) ?? node)
    all.set(id, found)
  }
  const isKept = ({ id }: MessageNode): boolean =>
    before.has(id) ? own.has(id) && other.has(id) : own.has(id) || other.has(id)
  const kept = new Set<string>()
  for (const node of all.values()) {
    if (!isKept(node)) continue
    for (let each: MessageNode | undefined = node; each !== undefined && !kept.has(each.id);) {
      kept.add(each.id)
      each = all.get(each.parent ?? '')
    }
  }
  const places = new Set([...Object.keys(theirs.chosen), ...Object.keys(mine.chosen)])
  const chosen = [...places].flatMap((place) => {
    const id = changed(base.chosen[place], mine.chosen[place], theirs.chosen[place])
    return id !== undefined && kept.has(id) ? [[place, id] as const] : []
  })
  return { nodes: [...all.values()].filter(({ id }) => kept.has(id)), chosen: Object.fromEntries(chosen) }
}

/** What became of a value: mine where I changed it, theirs otherwise. Values are replaced when they change, never mutated. */
function changed<T>(base: T | undefined, mine: T, theirs: T): T {
  return mine === base ? theirs : mine
}

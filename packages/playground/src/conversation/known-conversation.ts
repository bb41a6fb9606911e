import type { Conversation, Lane } from './conversation.ts'

/**
 * The conversation among those that are here in which everything was said that this one says, in the same order and
 * under the same instructions; a conversation that has gone on since is one. Names and settings do not count.
 */
export function knownConversation(read: Conversation, here: readonly Conversation[]): Conversation | undefined {
  const numbers = new BranchNumbers()
  const wanted = read.lanes.map((lane) => numbers.of(lane))
  return here.find(({ lanes }) => {
    const found = lanes.map((lane) => numbers.of(lane))
    return wanted.every((branches) => found.some((each) => [...branches].every((branch) => each.has(branch))))
  })
}

/** Gives branches of message trees that say the same the same number: linear, where comparing paths is quadratic. */
class BranchNumbers {
  readonly #numbers = new Map<string, number>()

  /** All branches of a lane, from its instructions to each of its messages. */
  of({ settings, tree }: Lane): ReadonlySet<number> {
    const root = this.#numberOf(-1, settings.system)
    const byNode = new Map([['', root]])
    // Parents are made before their children.
    for (const { id, parent, message } of tree.nodes) {
      byNode.set(id, this.#numberOf(byNode.get(parent ?? '') ?? root, JSON.stringify(message)))
    }
    return new Set(byNode.values())
  }

  #numberOf(before: number, said: string): number {
    const key = `${before} ${said}`
    const number = this.#numbers.get(key) ?? this.#numbers.size
    this.#numbers.set(key, number)
    return number
  }
}

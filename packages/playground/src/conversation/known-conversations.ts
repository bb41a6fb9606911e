import type { Conversation, Lane } from './conversation.ts'
import { grouped } from './grouped.ts'

interface Known {
  readonly conversation: Conversation
  readonly lanes: readonly ReadonlySet<number>[]
}

/** The conversations that are here already, to look up each conversation that is read from a file. */
export class KnownConversations {
  readonly #numbers = new BranchNumbers()
  // Indexed by branch, since a file may hold thousands of conversations and there may be as many here.
  readonly #here: ReadonlyMap<number, readonly Known[]>

  constructor(here: readonly Conversation[]) {
    const all = here.flatMap((conversation) => {
      const lanes = conversation.lanes.map((lane) => this.#numbers.of(lane))
      return lanes.flatMap((lane) => Array.from(lane, (branch) => ({ branch, conversation, lanes })))
    })
    this.#here = grouped(all, ({ branch }) => branch)
  }

  /**
   * Finds a conversation that contains everything the given one says, in the same order and under the same
   * instructions. It may have gone on since. Names and settings do not count.
   */
  find(read: Conversation): Conversation | undefined {
    const wanted = read.lanes.map((lane) => [...this.#numbers.of(lane)])
    // A branch has a higher number than those it grew from, so the highest is in the fewest conversations.
    const last = wanted.flat().reduce((a, b) => Math.max(a, b), 0)
    const isWhole = ({ lanes }: Known): boolean =>
      wanted.every((branches) => lanes.some((lane) => branches.every((branch) => lane.has(branch))))
    return this.#here.get(last)?.find(isWhole)?.conversation
  }
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

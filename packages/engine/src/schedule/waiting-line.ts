import { ServerError } from 'colloquy'

import { serviceLevels, type ServiceLevel } from './service-level.ts'

/** A request that waits, and on what terms. */
export interface Waiter {
  readonly level: ServiceLevel
  /** Whose request it is, to let people take turns; requests without a name are one person's. */
  readonly user?: string | undefined
}

interface Place<Entry> {
  readonly entry: Entry
  readonly user: string | undefined
  /** The round in which it is served: one request of each person a round. */
  readonly round: number
}

/** Places of one service level. */
class Lane<Entry> {
  readonly places: Place<Entry>[] = []
  /** How often others went first while someone waited here. */
  passedOver = 0
  #round = 0
  readonly #servedThisRound = new Set<string | undefined>()

  // The first request of each person comes before the second of anyone. So a person with a hundred requests makes
  // nobody wait for all hundred.
  join(entry: Entry, user: string | undefined): void {
    if (this.places.length === 0) this.passedOver = 0
    const last = this.places.findLast((place) => place.user === user)
    const earliest = this.#servedThisRound.has(user) ? this.#round + 1 : this.#round
    const round = last === undefined ? earliest : last.round + 1
    const behind = this.places.findIndex((place) => place.round > round)
    this.places.splice(behind < 0 ? this.places.length : behind, 0, { entry, user, round })
  }

  next(): Entry | undefined {
    const place = this.places.shift()
    if (place === undefined) return undefined
    this.passedOver = 0
    if (place.round !== this.#round) this.#servedThisRound.clear()
    this.#round = place.round
    this.#servedThisRound.add(place.user)
    return place.entry
  }
}

// How many more urgent requests may go before a waiting one. So nobody waits for ever, and urgent requests hardly
// notice.
const patience: Readonly<Record<ServiceLevel, number>> = { priority: 0, default: 8, flex: 32 }

/**
 * The requests that wait for a slot, up to a limit. More urgent levels go first, but only a bounded number of times in
 * a row, so that nobody waits for ever. Within a level people take turns, and the requests of one person keep their
 * order.
 */
export class WaitingLine<Entry> {
  readonly #limit: number
  readonly #front: Entry[] = []
  readonly #lanes = new Map(serviceLevels.map((level) => [level, new Lane<Entry>()]))

  constructor(limit: number) {
    this.#limit = limit
  }

  get length(): number {
    let length = this.#front.length
    for (const { places } of this.#lanes.values()) length += places.length
    return length
  }

  /** How many wait, in words for one who may not. */
  get crowd(): string {
    return this.length === 1 ? '1 request waits already' : `${this.length} requests wait already`
  }

  /**
   * Adds `entry` to the line; the first `free` in the line get a slot at once. Throws `overloaded` (503) when the line
   * is full; `retryAfter` gives the seconds until a place should be free.
   */
  join(entry: Entry, options: Waiter & { free: number; retryAfter: () => number }): void {
    if (this.length + 1 - options.free > this.#limit) {
      const retryAfter = options.retryAfter()
      throw new ServerError(
        `All places are taken and ${this.#limit === 0 ? 'no request may wait' : this.crowd}. Try again in ${retryAfter} s.`,
        { code: 'overloaded', retryAfter },
      )
    }
    this.#lanes.get(options.level)?.join(entry, options.user)
  }

  /** Puts entries before all others, whatever the limit: they belong to a request that was admitted. */
  rejoin(entries: readonly Entry[]): void {
    this.#front.unshift(...entries)
  }

  /** Takes out the entry whose turn it is. */
  next(): Entry | undefined {
    const first = this.#front.shift()
    if (first !== undefined) return first
    const waiting = serviceLevels.flatMap((level) => {
      const lane = this.#lanes.get(level)
      return lane === undefined || lane.places.length === 0 ? [] : [{ lane, level }]
    })
    const [urgent, ...others] = waiting
    const chosen = others.findLast(({ lane, level }) => lane.passedOver >= patience[level]) ?? urgent
    for (const other of waiting) if (other !== chosen) other.lane.passedOver++
    return chosen?.lane.next()
  }

  /** Takes out all entries that match, wherever they stand. */
  leave(matches: (entry: Entry) => boolean): void {
    removeWhere(this.#front, matches)
    for (const { places } of this.#lanes.values()) removeWhere(places, ({ entry }) => matches(entry))
  }
}

function removeWhere<Item>(items: Item[], matches: (item: Item) => boolean): void {
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index]
    if (item !== undefined && matches(item)) items.splice(index, 1)
  }
}

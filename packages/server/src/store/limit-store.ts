/** A bucket that holds so much when full, and fills up from empty within a minute. */
export interface Bucket {
  readonly name: string
  readonly capacity: number
}

/** Whether what was wanted was there, and what the bucket holds now. */
export interface Taken {
  readonly taken: boolean
  readonly level: number
}

/** Limits that all servers of a store share. Every method is atomic. */
export interface LimitStore {
  /** Takes from a bucket, or leaves it as it is where it holds too little. */
  take(bucket: Bucket, amount: number): Promise<Taken>
  /** Corrects what was taken: puts back, or takes more than there is where `amount` is negative. */
  give(bucket: Bucket, amount: number): Promise<void>
  /** Enters a room of `limit` places for `lease` milliseconds; false where it is full. */
  enter(room: string, token: string, limit: number, lease: number): Promise<boolean>
  stay(room: string, token: string, lease: number): Promise<void>
  leave(room: string, token: string): Promise<void>
  /** Adds to a counter of a day, `2026-11-25`. */
  count(name: string, day: string, amount: number): Promise<void>
  /** The sum of a counter's days from this one on. */
  counted(name: string, fromDay: string): Promise<number>
}

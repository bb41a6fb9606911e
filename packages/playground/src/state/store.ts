import { useEffect, useState } from 'preact/hooks'

/** A value that changes by being replaced, and whoever wants to know. */
export class Store<T> {
  #value: T
  readonly #listeners = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  get value(): T {
    return this.#value
  }

  /** Replaces some fields. */
  set(change: Partial<T>): void {
    this.#value = { ...this.#value, ...change }
    for (const listener of this.#listeners) listener()
  }

  /** Calls back after each change. Gives the function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}

/** What a component shows of a store; the component is drawn again when that changes. */
export function useStore<T, Part>(store: Store<T>, select: (value: T) => Part): Part {
  const part = select(store.value)
  const [, redraw] = useState({})
  useEffect(() => {
    let shown = part
    return store.subscribe(() => {
      const now = select(store.value)
      if (Object.is(now, shown)) return
      shown = now
      redraw({})
    })
  })
  return part
}

import type { AbortError } from 'colloquy'

import type { Later } from '../later.ts'
import { abortedRequest, closedEngine } from '../unanswered.ts'

/** Something that takes memory while it is loaded. */
export interface Resident {
  close(): Promise<void>
}

/** A model that can be loaded. */
export interface Loadable<Loaded extends Resident> {
  /** Bytes it will take. */
  readonly bytes: number
  load(signal: AbortSignal): Promise<Loaded>
}

/** A loaded model in use; it stays loaded until it is released. */
export interface Lease<Loaded extends Resident> {
  readonly loaded: Loaded
  release(): void
}

/** How models share memory. */
export interface LoadedModelsOptions<Loaded extends Resident> {
  /** Bytes that all loaded models may take together. A model that needs more is loaded when no other is. */
  memoryLimit: number
  /** Milliseconds without use after which a model is unloaded; undefined for never. */
  idleTimeout: number | undefined
  later: Later
  /** Told what has left memory. */
  onUnload?: ((loaded: Loaded) => void) | undefined
}

interface Place<Loaded extends Resident> {
  readonly model: Loadable<Loaded>
  readonly loaded: Loaded
  users: number
  /** Set while it goes. */
  leaving: Promise<void> | undefined
  callOff: () => void
}

interface Waiter<Loaded extends Resident> {
  readonly model: Loadable<Loaded>
  grant(lease: Lease<Loaded>): void
  refuse(error: unknown): void
}

/**
 * Loads models when a request names them, one at a time, and unloads those used longest ago when memory is needed. A
 * model in use is never unloaded: a request that needs its memory waits, and meanwhile later requests stay behind it.
 */
export class LoadedModels<Loaded extends Resident> {
  readonly #options: LoadedModelsOptions<Loaded>
  /** In order of last use, the oldest first. */
  readonly #places = new Map<Loadable<Loaded>, Place<Loaded>>()
  readonly #waiting: Waiter<Loaded>[] = []
  #working = false
  #loading: { readonly model: Loadable<Loaded>; readonly controller: AbortController } | undefined
  /** Set while memory is waited for; called when something may have changed. */
  #wake: (() => void) | undefined
  #closed = false

  constructor(options: LoadedModelsOptions<Loaded>) {
    this.#options = options
  }

  /** What is loaded, used longest ago first. */
  get loaded(): readonly Loaded[] {
    return [...this.#places.values()].map(({ loaded }) => loaded)
  }

  /** Waits until `model` is loaded and holds it. Throws what loading throws, and `AbortError` when `signal` aborts. */
  async use(model: Loadable<Loaded>, signal: AbortSignal): Promise<Lease<Loaded>> {
    if (signal.aborted) throw abortedRequest(signal)
    if (this.#closed) throw closedEngine()
    const place = this.#places.get(model)
    if (place !== undefined && place.leaving === undefined && this.#wake === undefined) return this.#lease(place)
    return await new Promise<Lease<Loaded>>((resolve, reject) => {
      const leave = (): void => this.#leave(waiter, abortedRequest(signal))
      const waiter: Waiter<Loaded> = {
        model,
        grant: (lease) => {
          signal.removeEventListener('abort', leave)
          resolve(lease)
        },
        refuse: (error) => {
          signal.removeEventListener('abort', leave)
          reject(error)
        },
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#waiting.push(waiter)
      if (!this.#working) void this.#serve()
    })
  }

  /** Refuses all waiting requests, ends what is loading, and unloads every model, used or not. */
  async close(): Promise<void> {
    this.#closed = true
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(closedEngine())
    this.#loading?.controller.abort()
    this.#wake?.()
    await Promise.all([...this.#places.values()].map((place) => this.#unload(place)))
  }

  #lease(place: Place<Loaded>): Lease<Loaded> {
    const { model, loaded } = place
    place.callOff()
    place.users++
    this.#places.delete(model)
    this.#places.set(model, place)
    let released = false
    const release = (): void => {
      if (released) return
      released = true
      place.users--
      if (place.users === 0) this.#becomeIdle(place)
    }
    return { loaded, release }
  }

  #becomeIdle(place: Place<Loaded>): void {
    this.#wake?.()
    const { idleTimeout, later } = this.#options
    if (idleTimeout !== undefined) place.callOff = later(idleTimeout, () => void this.#unload(place))
  }

  #leave(waiter: Waiter<Loaded>, error: AbortError): void {
    this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
    waiter.refuse(error)
    this.#wake?.()
    const isWanted = this.#waiting.some(({ model }) => model === this.#loading?.model)
    if (!isWanted) this.#loading?.controller.abort()
  }

  /** Serves the waiting requests in the order they came. */
  async #serve(): Promise<void> {
    this.#working = true
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const place = this.#places.get(first.model)
      if (place?.leaving !== undefined) await place.leaving
      else if (place !== undefined) this.#grantAll(place)
      else if (await this.#makeRoom(first)) await this.#load(first.model)
    }
    this.#working = false
  }

  #grantAll(place: Place<Loaded>): void {
    for (const waiter of this.#takeWaiting(place.model)) waiter.grant(this.#lease(place))
  }

  /** Answers false when `waiter` has left meanwhile. */
  async #makeRoom(waiter: Waiter<Loaded>): Promise<boolean> {
    while (this.#waiting[0] === waiter) {
      const places = [...this.#places.values()]
      const taken = places.reduce((sum, { model }) => sum + model.bytes, 0)
      if (places.length === 0 || taken + waiter.model.bytes <= this.#options.memoryLimit) return true
      const idle = places.find(({ users }) => users === 0)
      await (idle === undefined ? this.#somethingChanges() : this.#unload(idle))
    }
    return false
  }

  async #somethingChanges(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    this.#wake = undefined
  }

  async #load(model: Loadable<Loaded>): Promise<void> {
    const controller = new AbortController()
    this.#loading = { model, controller }
    try {
      const loaded = await model.load(controller.signal)
      const place: Place<Loaded> = { model, loaded, users: 0, leaving: undefined, callOff: () => {} }
      this.#places.set(model, place)
      if (this.#closed) return await this.#unload(place)
      this.#grantAll(place)
      if (place.users === 0) this.#becomeIdle(place)
    } catch (error) {
      // If a request comes while loading is being called off because all others have left, the model is loaded anew for
      // it.
      if (!controller.signal.aborted) for (const waiter of this.#takeWaiting(model)) waiter.refuse(error)
    } finally {
      this.#loading = undefined
    }
  }

  #takeWaiting(model: Loadable<Loaded>): Waiter<Loaded>[] {
    const taken = this.#waiting.filter((waiter) => waiter.model === model)
    for (const waiter of taken) this.#waiting.splice(this.#waiting.indexOf(waiter), 1)
    return taken
  }

  #unload(place: Place<Loaded>): Promise<void> {
    place.callOff()
    place.leaving ??= place.loaded.close().finally(() => {
      this.#places.delete(place.model)
      this.#options.onUnload?.(place.loaded)
    })
    return place.leaving
  }
}

import { AbortError } from '../errors/colloquy-error.ts'

/** What ends without success tells, in the names of openai's helpers. */
export interface FailureListener {
  /** It failed. */
  error: (error: Error) => void
  /** It was stopped. */
  abort: (error: AbortError) => void
  /** It is over, whichever way; told last. */
  end: () => void
}

/** Callbacks by the name of what they wait for. */
export class Listeners<Names extends FailureListener & { [Name in keyof Names]: (...told: never) => void }> {
  #all: { name: keyof Names; listener: (...told: never) => void; once: boolean }[] = []

  add(name: keyof Names, listener: (...told: never) => void, once = false): void {
    this.#all.push({ name, listener, once })
  }

  /** Takes a listener away, wherever it listens by this name. */
  remove(name: keyof Names, listener: (...told: never) => void): void {
    this.#all = this.#all.filter((each) => each.name !== name || each.listener !== listener)
  }

  /** The promise of what listeners of this name are told next; rejects where an error is told before. */
  next<Name extends keyof Names>(name: Name): Promise<Parameters<Names[Name]>[0]> {
    return new Promise((resolve, reject) => {
      this.add(name, resolve, true)
      for (const failure of ['error', 'abort'] as const) if (failure !== name) this.add(failure, reject, true)
    })
  }

  /** Calls all that wait for this, in the order in which they came. */
  tell<Name extends keyof Names>(name: Name, ...told: Parameters<Names[Name]>): void {
    for (const { name: awaited, listener, once } of this.#all) {
      if (awaited !== name) continue
      if (once) this.remove(name, listener)
      Reflect.apply(listener, undefined, told)
    }
  }
}

/** Tells of a failure, and that it was the end. */
export function tellFailure(listeners: Pick<Listeners<FailureListener>, 'tell'>, error: unknown): void {
  if (error instanceof AbortError) listeners.tell('abort', error)
  else listeners.tell('error', error instanceof Error ? error : new Error(String(error)))
  listeners.tell('end')
}

import { AbortError } from '../errors/colloquy-error.ts'

/** What ends without success tells, in the names of openai's helpers. */
export interface FailureListener {
  error: (error: Error) => void
  abort: (error: AbortError) => void
  end: () => void
}

/** Callbacks by the name of what they wait for. */
export class Listeners<Names extends { [Name in keyof Names]: (...told: never) => void }> {
  readonly #lists: { [Name in keyof Names]?: Names[Name][] } = {}

  add<Name extends keyof Names>(name: Name, listener: Names[Name]): void {
    const listeners: Names[Name][] = (this.#lists[name] ??= [])
    listeners.push(listener)
  }

  /** Calls all that wait for this, in the order in which they came. */
  tell<Name extends keyof Names>(name: Name, ...told: Parameters<Names[Name]>): void {
    for (const listener of this.#lists[name] ?? []) Reflect.apply(listener, undefined, told)
  }
}

/** Tells of a failure, and that it was the end. */
export function tellFailure(listeners: Listeners<FailureListener>, error: unknown): void {
  if (error instanceof AbortError) listeners.tell('abort', error)
  else listeners.tell('error', error instanceof Error ? error : new Error(String(error)))
  listeners.tell('end')
}

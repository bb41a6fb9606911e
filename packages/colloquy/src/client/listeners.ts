type Lists<Names> = { [Name in keyof Names]?: Names[Name][] }

/** Callbacks by the name of what they wait for. */
export class Listeners<Names> {
  readonly #lists: Lists<Names> = {}

  add<Name extends keyof Names>(name: Name, listener: Names[Name]): void {
    const listeners: Names[Name][] = (this.#lists[name] ??= [])
    listeners.push(listener)
  }

  /** Gives all that wait for this to `call`, in the order in which they came. */
  tell<Name extends keyof Names>(name: Name, call: (listener: Names[Name]) => void): void {
    for (const listener of this.#lists[name] ?? []) call(listener)
  }
}

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

import { InvalidRequestError } from 'colloquy'

/** What a model name stands for. */
export interface ModelRoute {
  /** The model to ask for instead. Default: the name itself. */
  use?: string | undefined
  /** Models to ask when no upstream answers for that one, in order; an alias among them stands for its model. */
  fallback?: readonly string[] | undefined
}

/** Aliases and fallbacks of models, by the name callers use. */
export class ModelRoutes {
  readonly #routes: ReadonlyMap<string, ModelRoute>

  /** Throws `InvalidRequestError` for an alias of an alias: names would then depend on the order of reading. */
  constructor(routes: Readonly<Record<string, ModelRoute>> = {}) {
    this.#routes = new Map(Object.entries(routes))
    for (const [name, { use }] of this.#routes) {
      if (use === undefined || use === name || this.#routes.get(use)?.use === undefined) continue
      throw new InvalidRequestError(`The model alias \`${name}\` points to \`${use}\`, which is an alias itself.`, {
        param: 'models',
      })
    }
  }

  /** The models to ask, in order. */
  plan(model: string): string[] {
    const { use = model, fallback = [] } = this.#routes.get(model) ?? {}
    return [...new Set([use, ...fallback.map((name) => this.#routes.get(name)?.use ?? name)])]
  }

  /** The names that stand for other models, with those. */
  aliases(): (readonly [alias: string, model: string])[] {
    return [...this.#routes].flatMap(([alias, { use }]) => (use === undefined || use === alias ? [] : [[alias, use]]))
  }
}

/** The samples of one metric name. */
export interface Family {
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** Lines of the text format. */
  samples(name: string): Iterable<string>
}

/** The content type of {@link Registry.render}. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8'

/** Metric families by name, and their text in Prometheus' exposition format 0.0.4. */
export class Registry {
  readonly #families = new Map<string, { readonly help: string; readonly family: Family }>()

  /** Adds a family and gives it back. Throws for a name that is taken. */
  add<F extends Family>(name: string, help: string, family: F): F {
    if (this.#families.has(name)) throw new TypeError(`Two metrics are called ${name}.`)
    this.#families.set(name, { help, family })
    return family
  }

  render(): string {
    const lines: string[] = []
    for (const [name, { help, family }] of this.#families) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${family.type}`, ...family.samples(name))
    }
    return `${lines.join('\n')}\n`
  }
}

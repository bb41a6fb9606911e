import { closest } from '../arguments/closest.ts'
import type { OptionTable, OptionValues } from '../arguments/command-spec.ts'
import { conforms } from '../arguments/parse-arguments.ts'
import { readTexts, textsOfVariable, variableOf } from '../arguments/read-variable.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { Environment } from '../environment.ts'
import type { ConfigurationFile } from './configuration-file.ts'

/** Where the value of a setting comes from: `flag`, the variable's name, the file's path, or `default`. */
export interface Setting {
  readonly name: string
  /** As a person reads them, one or those of a list; none where nothing is set and nothing follows from that. */
  readonly values: readonly string[]
  readonly source: string
}

/** The values a server runs with, and how each was found. */
export interface Settings<T extends OptionTable> {
  readonly options: OptionValues<T>
  readonly explained: readonly Setting[]
}

/** What may be set besides by flags. */
interface OtherSources {
  readonly env: Environment
  readonly file: ConfigurationFile | undefined
}

/** Flags that say what to do now, rather than how to serve. */
const momentary: ReadonlySet<string> = new Set(['config', 'check'])

/**
 * Finds the value of each option: the flag, else the variable (`--max-queue` is `COLLOQUY_MAX_QUEUE`), else the file's
 * key, else the default. Throws UsageError for a value that does not fit, and says where it stands.
 */
export function findSettings<T extends OptionTable>(
  table: T,
  flags: OptionValues<T>,
  { env, file }: OtherSources,
): Settings<T> {
  const explained: Setting[] = []
  const values: Record<string, unknown> = { ...flags }
  for (const [name, spec] of Object.entries(table)) {
    if (momentary.has(name)) continue
    const variable = variableOf(name)
    const [source, texts] = firstOf([
      [variable, textsOfVariable(spec, env[variable])],
      [file?.path ?? '', file?.values[name]],
    ])
    if (flags[name] !== undefined) explained.push({ name, values: shown(flags[name]), source: 'flag' })
    else if (texts !== undefined) {
      values[name] = readTexts(spec, name, texts, { source, command: 'serve' })
      explained.push({ name, values: shown(values[name]), source })
    } else {
      values[name] = spec.default
      explained.push({ name, values: shown(spec.default ?? unset(spec)), source: 'default' })
    }
  }
  refuseUnknownKeys(table, file)
  if (!conforms(values, table)) throw new TypeError('The settings were read wrongly.')
  return { options: values, explained }
}

function firstOf<V>(sources: readonly (readonly [string, V | undefined])[]): readonly [string, V | undefined] {
  return sources.find(([, value]) => value !== undefined) ?? ['', undefined]
}

function unset({ type, unset: words }: OptionTable[string]): string | undefined {
  return words ?? (type === 'boolean' ? 'false' : undefined)
}

function refuseUnknownKeys(table: OptionTable, file: ConfigurationFile | undefined): void {
  const known = Object.keys(table).filter((name) => !momentary.has(name))
  for (const name of Object.keys(file?.values ?? {})) {
    if (known.includes(name)) continue
    const guess = closest(name, known)
    throw new UsageError(`${file?.path}: there is no setting "${name}".`, {
      command: 'serve',
      advice: guess === undefined ? `Settings are the flags of "colloquy serve".` : `Did you mean "${guess}"?`,
    })
  }
}

function shown(value: unknown): readonly string[] {
  return value === undefined ? [] : [value].flat().map(String)
}

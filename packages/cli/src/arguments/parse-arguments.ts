/** Turns the words after a command's name into typed flags and plain words. */
import { parseArgs } from 'node:util'
import { closest } from './closest.ts'
import type { CommandArguments, CommandSpec, OptionSpec, OptionTable, OptionValues } from './command-spec.ts'
import { UsageError } from './usage-error.ts'

/** Flags that every command has. */
export const commonOptions = {
  help: { type: 'boolean', short: 'h', help: 'Show this help.' },
} as const

/**
 * Reads `argv` by the command's own table. Throws UsageError for an unknown flag, a missing or malformed value and a
 * wrong number of words; with `--help` the words are not counted.
 */
export function parseArguments<T extends OptionTable>(
  command: Pick<CommandSpec<T>, 'name' | 'options' | 'words'>,
  argv: readonly string[],
): CommandArguments<T> & { readonly help: boolean } {
  const table: OptionTable = { ...command.options, ...commonOptions }
  const given = new Map<string, OptionValue[]>()
  const words: string[] = []
  for (const token of tokenize(table, argv)) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      words.push(token.value)
      continue
    }
    const spec = Object.hasOwn(table, token.name) ? table[token.name] : undefined
    if (spec === undefined) throw unknownOption(token.rawName, table, command.name)
    given.set(token.name, [...(given.get(token.name) ?? []), readValue(spec, token, command.name)])
  }
  const help = given.has('help')
  if (!help) countWords(command, words)
  // Of a flag that is not repeatable the last one counts, so that an alias of the shell can be overruled.
  const options = Object.fromEntries(
    [...given].map(([name, values]) => [name, table[name]?.multiple ? values : values.at(-1)]),
  )
  if (!conforms(options, command.options)) throw new TypeError(`The flags of "${command.name}" were read wrongly.`)
  return { words, options, help }
}

type OptionValue = boolean | string | number

/** Whether each value is of its flag's type. */
export function conforms<T extends OptionTable>(
  options: Record<string, unknown>,
  table: T,
): options is OptionValues<T> {
  return Object.entries(table).every(([name, { type, multiple, words }]) => {
    const value = options[name]
    const values: readonly unknown[] = multiple && Array.isArray(value) ? value : [value]
    const expected = type === 'integer' ? 'number' : type
    const fits = (one: unknown): boolean => typeof one === expected && (words?.some((word) => word === one) ?? true)
    return value === undefined || values.every(fits)
  })
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

// `strict: false` because parseArgs stops at the first fault with a message of its own; with the tokens we can say
// which flag was meant, and let `--seed -1` pass, which strict mode calls ambiguous.
function tokenize(table: OptionTable, argv: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { type, short }]) => [
      name,
      {
        type: type === 'boolean' ? ('boolean' as const) : ('string' as const),
        ...(short === undefined ? {} : { short }),
      },
    ]),
  )
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens
}

function readValue(spec: OptionSpec, token: OptionToken, command: string): OptionValue {
  const { rawName, value, inlineValue } = token
  if (spec.type === 'boolean') {
    if (inlineValue) throw new UsageError(`${rawName} takes no value, but got "${value}".`, { command })
    return true
  }
  const wanted = `${rawName} ${spec.value ?? 'VALUE'}`
  if (value === undefined) throw new UsageError(`${rawName} needs a value: ${wanted}.`, { command })
  if (spec.type === 'string') {
    // `--stop --json` is a forgotten value far more often than a stop string; `--stop=--json` says it plainly.
    if (!inlineValue && value.length > 1 && value.startsWith('-')) {
      throw new UsageError(`${rawName} needs a value, but "${value}" looks like another option.`, {
        command,
        advice: `If "${value}" is the value, write ${rawName.startsWith('--') ? `${rawName}=${value}` : `${rawName}${value}`}.`,
      })
    }
    if (spec.words?.includes(value) !== false) return value
    throw new UsageError(`${rawName} is "${value}"; it must be ${choiceOf(spec.words)}.`, { command })
  }
  const number = value.trim() === '' ? Number.NaN : Number(value)
  const fits = spec.type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number)
  const kind = spec.type === 'integer' ? 'a whole number' : 'a number'
  if (!fits) throw new UsageError(`${rawName} is "${value}"; it must be ${kind}.`, { command })
  const { least = -Infinity, most = Infinity } = spec
  if (number >= least && number <= most) return number
  const bounds = most === Infinity ? `at least ${least}` : `${least} to ${most}`
  throw new UsageError(`${rawName} is ${value}; it must be ${bounds}.`, { command })
}

/** `json, text or none`. */
function choiceOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function unknownOption(rawName: string, table: OptionTable, command: string): UsageError {
  const guess = rawName.startsWith('--') ? closest(rawName.slice(2), Object.keys(table)) : undefined
  return new UsageError(`Unknown option ${rawName}.`, {
    command,
    advice: guess === undefined ? undefined : `Did you mean --${guess}?`,
  })
}

function countWords(command: Pick<CommandSpec, 'name' | 'words'>, words: readonly string[]): void {
  const { name } = command
  const { min, max } = command.words
  if (words.length < min)
    throw new UsageError(`"${name}" needs ${min === 1 ? 'a name' : `${min} names`}.`, { command: name })
  if (words.length > max) {
    const allowed = max === 0 ? 'takes no words' : max === 1 ? 'takes one name' : `takes at most ${max} names`
    throw new UsageError(`"${name}" ${allowed}, but got ${words.length}: ${words.join(' ')}.`, {
      command: name,
      advice: `If this was a prompt, quote it: colloquy "${name} ${words.join(' ')}".`,
    })
  }
}

/** Environment variables that stand in for flags: `--max-queue` is `COLLOQUY_MAX_QUEUE`. */
import type { Environment } from '../environment.ts'
import type { OptionSpec } from './command-spec.ts'
import { parseArguments } from './parse-arguments.ts'
import { UsageError } from './usage-error.ts'

/** The variable of an option. */
export function variableOf(name: string): string {
  return `COLLOQUY_${name.toUpperCase().replaceAll('-', '_')}`
}

/** What the variable of this option says; undefined where it is not set. Throws UsageError for a value that does not fit. */
export function readVariable(spec: OptionSpec, name: string, env: Environment, command: string): unknown {
  const source = variableOf(name)
  const texts = textsOfVariable(spec, env[source])
  return texts === undefined ? undefined : readTexts(spec, name, texts, { source, command })
}

/** A variable holds one text; where several values may be given, blanks stand between them. Empty, it is not set. */
export function textsOfVariable(spec: OptionSpec, text: string | undefined): readonly string[] | undefined {
  if (text === undefined || text === '') return undefined
  return spec.multiple && !spec.oneInVariable ? text.split(/\s+/u).filter((one) => one !== '') : [text]
}

/** Reads texts as the flag would be, so that there is one set of rules; an error begins with their source. */
export function readTexts(
  spec: OptionSpec,
  name: string,
  texts: readonly string[],
  { source, command }: { readonly source: string; readonly command: string },
): unknown {
  try {
    const argv = texts.flatMap((text) => asFlag(spec.type === 'boolean', name, text, command))
    return parseArguments({ name: command, options: { [name]: spec }, words: { min: 0, max: 0 } }, argv).options[name]
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`${source}: ${error.message}`, { command, advice: error.advice })
  }
}

function asFlag(isBoolean: boolean, name: string, text: string, command: string): string[] {
  if (!isBoolean) return [`--${name}=${text}`]
  if (['1', 'true'].includes(text)) return [`--${name}`]
  if (['0', 'false'].includes(text)) return []
  throw new UsageError(`--${name} is "${text}"; it must be true or false.`, { command })
}

/** How a command is described. Parser, help, completion and docs all read this one description. */
import type { ExitCode } from '../failure/exit-codes.ts'
import type { CommandContext } from '../command-context.ts'

/** One flag. Its key in the table is its long name: `max-tokens` is `--max-tokens`. */
export interface OptionSpec {
  readonly type: 'boolean' | 'string' | 'number' | 'integer'
  /** The one-letter form, without the dash. */
  readonly short?: string
  /** May be given several times; the value is then a list. */
  readonly multiple?: true
  /** In a variable it is one value all the same, blanks included: a path may have some. */
  readonly oneInVariable?: true
  /** What stands for the value in help: `NAME`. */
  readonly value?: string
  readonly help: string
  /** Among the few flags that the overview of the help shows. */
  readonly overview?: true
  /** Of texts, the words that are taken; others are refused before the command runs, and shells complete these. */
  readonly words?: readonly string[]
  /** Of numbers, the smallest and the largest that are taken; the others are refused before the command runs. */
  readonly least?: number
  readonly most?: number
  /** What a command that reads settings takes where neither flag nor variable nor file says anything. */
  readonly default?: string | number
  /** What leaving it out comes to where there is no default to take; `--check` says it. */
  readonly unset?: string
}

/** The flags of a command by their long names. */
export type OptionTable = Readonly<Record<string, OptionSpec>>

/** The values of a table's flags after parsing; a flag not given is undefined. */
export type OptionValues<T extends OptionTable> = {
  readonly [Name in keyof T]:
    | (T[Name] extends { multiple: true } ? readonly OneValue<T[Name]>[] : OneValue<T[Name]>)
    | undefined
}

type OneValue<O extends OptionSpec> = O['type'] extends 'boolean'
  ? boolean
  : O['type'] extends 'string'
    ? O extends { words: readonly (infer Word)[] }
      ? Word
      : string
    : number

/** What a command is started with. */
export interface CommandArguments<T extends OptionTable> {
  readonly words: readonly string[]
  readonly options: OptionValues<T>
}

/** The body of a command: does the work and tells the exit code, or throws. */
export type CommandRun<T extends OptionTable> = (
  args: CommandArguments<T>,
  context: CommandContext,
) => Promise<ExitCode>

/** Everything about a command except its code, which is loaded when it is called. */
export interface CommandSpec<T extends OptionTable = OptionTable> {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Usage lines without the leading `colloquy`. */
  readonly usage: readonly string[]
  /** How many words the command takes, and what they name, which shells complete. Default: files, or its actions. */
  readonly words: { readonly min: number; readonly max: number; readonly name?: NamedKind }
  readonly options: T
  /** A signal is how it is meant to end: when it has ended in good order, its exit code is its own and not the signal's. */
  readonly endsBySignal?: true
  /** Titled paragraphs and lists under the options. */
  readonly sections?: readonly HelpSection[]
}

/** What words and values may name: a model that can be downloaded, one that is, a conversation, a template, a shell, a command. */
export type NamedKind = 'catalogue' | 'model' | 'session' | 'template' | 'shell' | 'command'

/** A part of a help page: rows are aligned in two columns, paragraphs are wrapped, examples are printed as they are. */
export interface HelpSection {
  readonly title: string
  readonly paragraphs?: readonly string[]
  readonly rows?: readonly (readonly [string, string])[]
  readonly examples?: readonly string[]
}

/** The actions that may follow a command's name, as its usage has them: `add` in `keys add NAME`. */
export function actionsOf({ name, usage }: Pick<CommandSpec, 'name' | 'usage'>): readonly string[] {
  return usage.flatMap((line) => new RegExp(`^${name} \\[?(?!options\\b)([a-z-]+)\\]?(?: |$)`).exec(line)?.[1] ?? [])
}

/** Commands that belong together, under a title of the help's overview. */
export interface CommandGroup {
  readonly title: string
  readonly commands: readonly Command[]
}

/** A command in the table. `run` parses the words and flags that followed its name. */
export interface Command extends CommandSpec {
  run(argv: readonly string[], context: CommandContext): Promise<ExitCode>
}

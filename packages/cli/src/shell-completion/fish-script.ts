import type { CompletedCommand, CompletedOption } from './completed-command.ts'
import { isListed, type ListedKind, nameLists } from './name-lists.ts'

/** For fish: `colloquy completion fish > ~/.config/fish/completions/colloquy.fish`. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  const lines = commands.flatMap(({ name, summary, options, actions, words }, index) => {
    // The first command is the default: its flags are offered where no other is named.
    const others = names.replace(`${name} `, '')
    // The first word alone is the command: `show` is one, and an action of `sessions`.
    const when =
      index === 0 ? `not contains -- (commandline -opc)[2] ${others}` : `contains -- (commandline -opc)[2] ${name}`
    const begun = `__fish_seen_subcommand_from ${actions.join(' ')}`
    return [
      `complete -c colloquy -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
      ...(actions.length === 0 ? [] : [offer(`${when}; and not ${begun}`, actions)]),
      ...(index === 0 ? [] : [offer(actions.length === 0 ? when : `${when}; and ${begun}`, words)]),
      ...options.map(({ name: option, short, help, value }) => {
        const letter = short === undefined ? '' : ` -s ${short}`
        return `complete -c colloquy -n ${quoted(when)} -l ${option}${letter}${taken(value)} -d ${quoted(help)}`
      }),
    ]
  })
  return `complete -c colloquy -f\n${lines.join('\n')}\n`
}

function offer(when: string, words: CompletedCommand['words']): string {
  return `complete -c colloquy -n ${quoted(when)}${words === 'file' ? ' -F' : list(words)}`
}

function taken(value: CompletedOption['value']): string {
  if (value === undefined) return ''
  if (value === 'file') return ' -r -F'
  return ` -x${value === 'other' ? '' : list(value)}`
}

function list(words: ListedKind | readonly string[]): string {
  return isListed(words) ? ` -a ${quoted(`(${nameLists[words]})`)}` : ` -a ${quoted(words.join(' '))}`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
}

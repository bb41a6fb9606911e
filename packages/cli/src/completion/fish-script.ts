import type { CompletedCommand } from './completed-command.ts'

/** For fish: `colloquy completion fish > ~/.config/fish/completions/colloquy.fish`. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ')
  const lists = { model: 'colloquy ls', session: 'colloquy sessions ls' } as const
  const lines = commands.flatMap(({ name, summary, options, actions }, index) => {
    // The first command is the default: its flags are offered where no other is named.
    const others = names.replace(`${name} `, '')
    const when = index === 0 ? `not __fish_seen_subcommand_from ${others}` : `__fish_seen_subcommand_from ${name}`
    return [
      `complete -c colloquy -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
      ...(actions.length === 0 ? [] : [`complete -c colloquy -n ${quoted(when)} -a ${quoted(actions.join(' '))}`]),
      ...options.map(({ name: option, short, help, value }) => {
        const words =
          value === 'model' || value === 'session' ? ` -a "(${lists[value]} 2>/dev/null | awk 'NR>1{print \\$1}')"` : ''
        const taken = value === undefined ? '' : value === 'file' ? ' -r -F' : ' -x'
        return `complete -c colloquy -n ${quoted(when)} -l ${option}${short === undefined ? '' : ` -s ${short}`}${taken}${words} -d ${quoted(help)}`
      }),
    ]
  })
  return `complete -c colloquy -f\n${lines.join('\n')}\n`
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
}

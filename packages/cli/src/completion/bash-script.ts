import type { CompletedCommand } from './completed-command.ts'

/** For bash 3.2 and later: `source <(colloquy completion bash)`. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const [ask] = commands
  const flags = (command: CompletedCommand | undefined): string =>
    (command?.options ?? []).map(({ name }) => `--${name}`).join(' ')
  const cases = commands.map(
    (command) => `    ${command.name}) words="${[...command.actions, flags(command)].join(' ')}" ;;`,
  )
  const taking = (kind: string): string =>
    [...new Set(commands.flatMap(({ options }) => options.filter(({ value }) => value === kind)))]
      .flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])])
      .filter((flag, index, all) => all.indexOf(flag) === index)
      .join('|')
  return `_colloquy() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words
  case "$previous" in
    ${taking('model')}) COMPREPLY=($(compgen -W "$(colloquy ls 2>/dev/null | awk 'NR>1{print $1}')" -- "$current")); return ;;
    ${taking('session')}) COMPREPLY=($(compgen -W "$(colloquy sessions ls 2>/dev/null | awk 'NR>1{print $1}')" -- "$current")); return ;;
    ${taking('file')}) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  case "$command" in
${cases.join('\n')}
    *) words="${flags(ask)}" ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map(({ name }) => name).join(' ')} ${flags(ask)}"; fi
  case "$command $COMP_CWORD" in
    "show 2"|"rm 2") words="$words $(colloquy ls 2>/dev/null | awk 'NR>1{print $1}')" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _colloquy colloquy
`
}

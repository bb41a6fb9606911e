import type { CompletedCommand, CompletedOption } from './completed-command.ts'
import { isListed, nameLists } from './name-lists.ts'

/** For bash 3.2 and later: `source <(colloquy completion bash)`. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const [ask] = commands
  const flags = (command: CompletedCommand | undefined): string =>
    (command?.options ?? []).map(({ name }) => `--${name}`).join(' ')
  const cases = commands.map(
    (command) =>
      `    ${command.name}) flags="${flags(command)}"; actions="${command.actions.join(' ')}"; names="${lister(command.words)}" ;;`,
  )
  const values = [...flagsByValue(commands)].map(
    ([value, names]) => `    ${names.join('|')}) _colloquy_offer "$(${value})"; return ;;`,
  )
  // Asking costs a start of colloquy, so each list is asked for only where it is wanted.
  const lists = Object.entries(nameLists).map(([kind, command]) => `_colloquy_${kind}() { ${command}; }`)
  return `${lists.join('\n')}
_colloquy_offer() {
  # Names hold colons, which bash takes for the end of a word unless they are cut off what it has already.
  local current="\${COMP_LINE:0:COMP_POINT}"; current="\${current##* }"
  COMPREPLY=($(compgen -W "$1" -- "$current"))
  [[ "$current" == *:* && "$COMP_WORDBREAKS" == *:* ]] && COMPREPLY=("\${COMPREPLY[@]#"\${current%:*}:"}")
}
_colloquy() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  local flags="${flags(ask)}" actions="" names=":"
  [ "$previous" = ":" ] && previous="\${COMP_WORDS[COMP_CWORD-3]}"
  [ "$current" = ":" ] && previous="\${COMP_WORDS[COMP_CWORD-2]}"
  case "$previous" in
${values.join('\n')}
  esac
  case "$command" in
${cases.join('\n')}
  esac
  if [[ "$current" == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$current")); return; fi
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$current")); return; fi
  if [ "$COMP_CWORD" -eq 2 ] && [ -n "$actions" ]; then _colloquy_offer "$actions"; else _colloquy_offer "$($names)"; fi
}
complete -o default -F _colloquy colloquy
`
}

/** The command that lists the words; one that lists nothing for files, which bash then offers by itself. */
function lister(words: CompletedOption['value']): string {
  if (isListed(words)) return `_colloquy_${words}`
  return Array.isArray(words) ? `echo ${words.join(' ')}` : ':'
}

/** The flags whose values can be listed, by the list. */
function flagsByValue(commands: readonly CompletedCommand[]): Map<string, string[]> {
  const byValue = new Map<string, Set<string>>()
  for (const { name, short, value } of commands.flatMap(({ options }) => options)) {
    const list = lister(value)
    if (list === ':' && value !== 'file') continue
    const flags = byValue.get(list) ?? new Set()
    byValue.set(list, flags.add(`--${name}`))
    if (short !== undefined) flags.add(`-${short}`)
  }
  return new Map([...byValue].map(([list, flags]) => [list, [...flags]]))
}

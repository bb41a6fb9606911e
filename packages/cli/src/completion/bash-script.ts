import type { CompletedCommand, CompletedOption } from './completed-command.ts'
import { isListed, nameLists } from './name-lists.ts'

/** For bash 3.2 and later: `source <(colloquy completion bash)`. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const [ask] = commands
  const flags = (command: CompletedCommand | undefined): string =>
    (command?.options ?? []).map(({ name }) => `--${name}`).join(' ')
  const cases = commands.map(({ name, actions, words, options }) => {
    const first = actions.length > 0 ? actions.join(' ') : wordList(words)
    return `    ${name}) flags="${flags({ name, actions, words, options, summary: '' })}"; first="${first}"; rest="${wordList(words)}" ;;`
  })
  const values = [...flagsByValue(commands)].map(
    ([value, names]) => `    ${names.join('|')}) _colloquy_offer "${value}"; return ;;`,
  )
  return `_colloquy_offer() {
  # Names hold colons, which bash takes for the end of a word unless they are cut off what it has already.
  local current="\${COMP_LINE:0:COMP_POINT}"; current="\${current##* }"
  COMPREPLY=($(compgen -W "$1" -- "$current"))
  [[ "$current" == *:* && "$COMP_WORDBREAKS" == *:* ]] && COMPREPLY=("\${COMPREPLY[@]#"\${current%:*}:"}")
}
_colloquy() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  local flags="${flags(ask)}" first="" rest=""
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
  if [ "$COMP_CWORD" -eq 2 ]; then _colloquy_offer "$first"; else _colloquy_offer "$rest"; fi
}
complete -o default -F _colloquy colloquy
`
}

/** What `compgen -W` is given; nothing for files, which bash then offers by itself. */
function wordList(words: CompletedOption['value']): string {
  if (isListed(words)) return `$(${nameLists[words]})`
  return Array.isArray(words) ? words.join(' ') : ''
}

/** The flags whose values can be listed, by the list. */
function flagsByValue(commands: readonly CompletedCommand[]): Map<string, string[]> {
  const byValue = new Map<string, Set<string>>()
  for (const { name, short, value } of commands.flatMap(({ options }) => options)) {
    const list = wordList(value)
    if (list === '' && value !== 'file') continue
    const flags = byValue.get(list) ?? new Set()
    byValue.set(list, flags.add(`--${name}`))
    if (short !== undefined) flags.add(`-${short}`)
  }
  return new Map([...byValue].map(([list, flags]) => [list, [...flags]]))
}

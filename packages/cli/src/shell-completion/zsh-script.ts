import type { CompletedCommand, CompletedOption } from './completed-command.ts'
import { isListed, nameLists } from './name-lists.ts'

/** For zsh: `colloquy completion zsh > "\${fpath[1]}/_colloquy"`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const list = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`)
  const cases = commands.map(
    ({ name, options, actions, words }) =>
      `    ${name}) _arguments ${options.map(argument).join(' ')} ${actions.length > 0 ? `'1:action:(${actions.join(' ')})' ` : ''}${quoted(`*:${kind(words)}`)} ;;`,
  )
  const lists = Object.entries(nameLists).map(
    ([listed, names]) => `_colloquy_${listed}() { compadd -- \${(f)"$(${names})"} }`,
  )
  const [ask] = commands
  return `#compdef colloquy
${lists.join('\n')}
_colloquy() {
  local -a commands
  commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then _describe command commands; return; fi
  local name=$words[2]
  if (( \${commands[(I)$name:*]} )); then words=("\${(@)words[2,-1]}"); (( CURRENT-- )); else name=ask; fi
  case $name in
${cases.join('\n')}
    *) _arguments ${(ask?.options ?? []).map(argument).join(' ')} ;;
  esac
}
_colloquy "$@"
`
}

function argument({ name, short, help, value }: CompletedOption): string {
  const taken = value === undefined ? '' : `:${kind(value)}`
  const text = help.replaceAll(/[[\]:\\]/gu, (letter) => `\\${letter}`)
  const long = quoted(`*--${name}[${text}]${taken}`)
  return short === undefined ? long : `${quoted(`*-${short}[${text}]${taken}`)} ${long}`
}

// What stands before the colon titles the list.
function kind(value: NonNullable<CompletedOption['value']>): string {
  if (value === 'other') return 'value: '
  if (value === 'file') return 'file:_files'
  return isListed(value) ? `${value}:_colloquy_${value}` : `word:(${value.join(' ')})`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

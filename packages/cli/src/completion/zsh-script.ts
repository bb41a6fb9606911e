import type { CompletedCommand, CompletedOption } from './completed-command.ts'

/** For zsh: `colloquy completion zsh > "\${fpath[1]}/_colloquy"`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const list = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`)
  const cases = commands.map(
    ({ name, options, actions }) =>
      `    ${name}) _arguments ${options.map(argument).join(' ')} ${actions.length > 0 ? `'1:action:(${actions.join(' ')})' ` : ''}'*:file:_files' ;;`,
  )
  const [ask] = commands
  return `#compdef colloquy
_colloquy_models() { compadd -- \${(f)"$(colloquy ls 2>/dev/null | awk 'NR>1{print $1}')"} }
_colloquy_sessions() { compadd -- \${(f)"$(colloquy sessions ls 2>/dev/null | awk 'NR>1{print $1}')"} }
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
  const kinds = { model: '_colloquy_models', session: '_colloquy_sessions', file: '_files', other: ' ' } as const
  const taken = value === undefined ? '' : `:${value}:${kinds[value]}`
  const text = help.replaceAll(/[[\]:\\]/gu, (letter) => `\\${letter}`)
  const long = quoted(`*--${name}[${text}]${taken}`)
  return short === undefined ? long : `${quoted(`*-${short}[${text}]${taken}`)} ${long}`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

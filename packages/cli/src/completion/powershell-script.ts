import type { CompletedCommand } from './completed-command.ts'
import type { ListedKind } from './name-lists.ts'

/** For PowerShell 5.1 and later: `colloquy completion powershell | Out-String | Invoke-Expression`. */
export function powershellScript(commands: readonly CompletedCommand[]): string {
  const table = commands.map(({ name, options, actions, words }) => {
    const offered = [...actions, ...(Array.isArray(words) ? words : []), ...options.map((option) => `--${option.name}`)]
    return `    ${quoted(name)} = @(${offered.map(quoted).join(', ')})`
  })
  const naming = (kind: ListedKind): string =>
    commands
      .filter(({ words }) => words === kind)
      .map(({ name }) => quoted(name))
      .join(', ')
  const [ask] = commands
  return `Register-ArgumentCompleter -Native -CommandName colloquy -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $table = @{
${table.join('\n')}
  }
  $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
  $before = if ($wordToComplete) { $words[-2] } else { $words[-1] }
  if ($before -in '-m', '--model', ${naming('model')}) { $candidates = @((colloquy ls --json | ConvertFrom-Json).reference) }
  elseif ($before -in ${naming('catalogue')}) { $candidates = @((colloquy models suggest --json | ConvertFrom-Json).models.name) }
  elseif ($before -eq '--session' -or ($words[1] -in ${naming('session')} -and $before -ne $words[1])) { $candidates = @((colloquy sessions ls --json | ConvertFrom-Json).id) }
  elseif ($words.Count -gt 1 -and $table.ContainsKey($words[1]) -and ($words.Count -gt 2 -or -not $wordToComplete)) { $candidates = $table[$words[1]] }
  else { $candidates = @($table.Keys) + $table[${quoted(ask?.name ?? 'ask')}] }
  $candidates | Where-Object { $_ -like "$wordToComplete*" } | Sort-Object | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

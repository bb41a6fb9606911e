import type { CompletedCommand } from './completed-command.ts'

/** For PowerShell 5.1 and later: `colloquy completion powershell | Out-String | Invoke-Expression`. */
export function powershellScript(commands: readonly CompletedCommand[]): string {
  const table = commands.map(({ name, options, actions, words }) => {
    const offered = [...actions, ...(Array.isArray(words) ? words : []), ...options.map((option) => `--${option.name}`)]
    return `    ${quoted(name)} = @(${offered.map(quoted).join(', ')})`
  })
  const naming = commands.filter(({ words }) => words === 'model').map(({ name }) => quoted(name))
  const [ask] = commands
  return `Register-ArgumentCompleter -Native -CommandName colloquy -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $table = @{
${table.join('\n')}
  }
  $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
  $before = if ($wordToComplete) { $words[-2] } else { $words[-1] }
  if ($before -in '-m', '--model' -or $before -in ${naming.join(', ')}) { $candidates = @(colloquy ls --json | ConvertFrom-Json | ForEach-Object reference) }
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

import type { CompletedCommand } from './completed-command.ts'
import type { ListedKind } from './name-lists.ts'

/** For PowerShell 5.1 and later: `colloquy completion powershell | Out-String | Invoke-Expression`. */
export function powershellScript(commands: readonly CompletedCommand[]): string {
  const table = commands.map(({ name, options, actions, words }) => {
    const offered = [...actions, ...(Array.isArray(words) ? words : []), ...options.map((option) => `--${option.name}`)]
    return `    ${quoted(name)} = @(${offered.map(quoted).join(', ')})`
  })
  const branches = Object.entries(listings).map(([kind, { flags, lister, member }]) => {
    const naming = commands.filter(({ words }) => words === kind)
    const [acting, plain] = [true, false].map((acts) => naming.filter(({ actions }) => actions.length > 0 === acts))
    const before = list([...flags, ...(plain ?? []).map(({ name }) => name)])
    const behind = list((acting ?? []).map(({ name }) => name))
    return `if ($before -in ${before} -or ($words[1] -in ${behind} -and $before -ne $words[1])) { $candidates = @((colloquy ${lister} --json | ConvertFrom-Json).${member}) }`
  })
  const [ask] = commands
  return `Register-ArgumentCompleter -Native -CommandName colloquy -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $table = @{
${table.join('\n')}
  }
  $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
  $before = if ($wordToComplete) { $words[-2] } else { $words[-1] }
  ${branches.join('\n  else')}
  elseif ($words.Count -gt 1 -and $table.ContainsKey($words[1]) -and ($words.Count -gt 2 -or -not $wordToComplete)) { $candidates = $table[$words[1]] }
  else { $candidates = @($table.Keys) + $table[${quoted(ask?.name ?? 'ask')}] }
  $candidates | Where-Object { $_ -like "$wordToComplete*" } | Sort-Object | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`
}

/** The flags that take a name of each kind, and the command and member that list them. */
const listings: Readonly<Record<ListedKind, { flags: readonly string[]; lister: string; member: string }>> = {
  model: { flags: ['-m', '--model'], lister: 'ls', member: 'reference' },
  catalogue: { flags: [], lister: 'models suggest', member: 'models.name' },
  session: { flags: ['--session'], lister: 'sessions ls', member: 'id' },
  template: { flags: ['-t', '--template'], lister: 'templates ls', member: 'name' },
}

function list(words: readonly string[]): string {
  return `@(${words.map(quoted).join(', ')})`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

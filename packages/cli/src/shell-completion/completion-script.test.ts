import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { commands } from '../commands/table.ts'
import { completionScript, type Shell } from './completion-script.ts'

const has = (shell: string) => spawnSync(shell, ['--version'], { stdio: 'ignore' }).status === 0
const shells = { bash: has('bash'), zsh: has('zsh'), fish: has('fish') }
for (const [shell, here] of Object.entries(shells)) if (!here) console.warn(`SKIPPED: completion: no ${shell} here.`)

function scriptFile(shell: Shell): string {
  const file = temporaryPath(`completion.${shell}`)
  writeFileSync(file, completionScript(shell, commands))
  return file
}

/** What bash offers behind this line; `colloquy` itself lists one model and one conversation. */
function bashOffers(line: string): string[] {
  const script = `
    colloquy() { printf 'NAME SIZE\\nsmollm2:135m 98\\nqwen:1b 1\\n'; }
    source '${scriptFile('bash')}'
    COMP_WORDBREAKS=$' \\t\\n:'
    COMP_LINE="$1"; COMP_POINT=\${#1}
    # As bash splits it: at blanks, and at colons, which are words of their own.
    read -ra COMP_WORDS <<< "\${1//:/ : }"; [[ "$1" == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    _colloquy; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', script, 'bash', line], { encoding: 'utf8' }).split('\n').filter(Boolean)
}

test.runIf(shells.bash).each([
  ['colloquy do', ['doctor']],
  ['colloquy show ', ['smollm2:135m', 'qwen:1b']],
  ['colloquy rm smollm2:1', ['135m']],
  ['colloquy -m smollm2:1', ['135m']],
  ['colloquy sessions sh', ['show']],
  ['colloquy sessions show q', ['qwen:1b']],
  ['colloquy models d', ['default']],
  ['colloquy models default q', ['qwen:1b']],
  ['colloquy -t q', ['qwen:1b']],
  ['colloquy serve o', []],
  ['colloquy completion p', ['powershell']],
  ['colloquy --approve a', ['ask', 'auto']],
  ['colloquy serve --max-q', ['--max-queue']],
  ['colloquy question --max-tok', ['--max-tokens']],
])('bash completes %s', (line, offered) => {
  expect(bashOffers(line)).toEqual(offered)
})

test.runIf(shells.bash)('bash asks colloquy for names only where names are wanted', () => {
  const asking = `colloquy() { echo asked >&2; }; source '${scriptFile('bash')}'
    COMP_LINE="$1"; COMP_POINT=\${#1}; read -ra COMP_WORDS <<< "$1 x"; COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _colloquy`
  const asked = (line: string) =>
    spawnSync('bash', ['-c', asking.replaceAll('2>/dev/null', ''), 'bash', line], { encoding: 'utf8' }).stderr
  expect(asked('colloquy sessions')).toBe('')
  expect(asked('colloquy rm --json')).toBe('')
})

test.runIf(shells.fish).each([
  ['colloquy doc', ['doctor']],
  ['colloquy completion p', ['powershell']],
  ['colloquy sessions sh', ['show']],
  ['colloquy sessions show q', ['q7']],
  ['colloquy show q', ['qwen:1b']],
  ['colloquy --approve a', ['ask', 'auto']],
  ['colloquy --context-overflow d', ['drop-oldest']],
  ['colloquy serve --max-q', ['--max-queue']],
])('fish completes %s', (line, offered) => {
  const script = `
    function colloquy; if test "$argv[1]" = sessions; printf 'ID\\nq7\\n'; else; printf 'NAME\\nqwen:1b\\n'; end; end
    source '${scriptFile('fish')}'; complete -C ${JSON.stringify(line)}`
  const lines = execFileSync('fish', ['--no-config', '-c', script], { encoding: 'utf8' }).trim().split('\n')
  expect(lines.map((each) => each.split('\t')[0])).toEqual(offered)
})

test.runIf(shells.zsh)('zsh can read its script', () => {
  execFileSync('zsh', ['-n', scriptFile('zsh')])
})

test('PowerShell is told by the documented means, of every command and its options', () => {
  const script = completionScript('powershell', commands)
  // about_Register-ArgumentCompleter: a native completer gets these three, in this order.
  expect(script).toMatch(
    /^Register-ArgumentCompleter -Native -CommandName colloquy -ScriptBlock \{\n {2}param\(\$wordToComplete, \$commandAst, \$cursorPosition\)/,
  )
  expect(script).toContain("[System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)")
  for (const { name, options } of commands) {
    const row = script.split('\n').find((line) => line.startsWith(`    '${name}' = @(`))
    for (const option of Object.keys(options)) expect(row).toContain(`'--${option}'`)
  }
  expect(script).toContain(
    "$before -in @('pull') -or ($words[1] -in @() -and $before -ne $words[1])) { $candidates = @((colloquy models suggest --json",
  )
  expect(script).toContain("$before -in @('--session') -or ($words[1] -in @('sessions') ")
  // Nothing is left open, and no quote of a name ends a text early.
  const code = script.replaceAll(/'(?:[^']|'')*'|"[^"]*"/g, 'text')
  expect(code).not.toMatch(/['"]/)
  for (const [open, close] of ['()', '{}', '[]']) {
    expect(code.split(open ?? '').length).toBe(code.split(close ?? '').length)
  }
})

import { expect, test } from 'vitest'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { commands } from '../commands/table.ts'
import { exitCodes } from '../failure/exit-codes.ts'
import { main } from '../main.ts'
import { commandPage } from './command-page.ts'

const plain = { columns: 80, bold: (text: string) => text, name: (text: string) => text }

async function help(...argv: string[]) {
  const io = new FakeIo()
  const exitCode = await main(argv, io)
  return { exitCode, stdout: io.stdout.text, stderr: io.stderr.text }
}

test.each(commands)('the page of $name names each of its options', (command) => {
  const page = commandPage(command, plain)
  for (const name of Object.keys(command.options)) expect(page).toMatch(new RegExp(`^ {2}.{4}--${name}( |$)`, 'mu'))
  expect(page).toContain('-h, --help')
})

test.each([40, 60, 80, 100])('no line but an example passes %d columns', (columns) => {
  const sections = commands.flatMap((command) => command.sections ?? [])
  const examples = new Set(sections.flatMap((section) => section.examples ?? []))
  for (const command of commands) {
    for (const line of commandPage(command, { ...plain, columns }).split('\n')) {
      if (!examples.has(line.trim())) expect(line.length, line).toBeLessThanOrEqual(columns)
    }
  }
})

test('the page of ask names each exit code, and says that a key alone sends nothing away', async () => {
  const { stdout } = await help('help', 'ask')
  for (const code of Object.keys(exitCodes)) expect(stdout).toMatch(new RegExp(`^ {2}${code} +\\S`, 'mu'))
  expect(stdout.replaceAll(/\s+/gu, ' ')).toContain(
    'without a base URL the local model answers, and nothing leaves this machine',
  )
})

test('ways to the same page agree', async () => {
  expect(await help('help', 'pull')).toEqual(await help('pull', '--help'))
  const ask = await help('help', 'ask')
  expect(ask.exitCode).toBe(0)
  for (const argv of [
    ['ask', '--help'],
    ['some', 'words', '--help'],
    ['-m', 'x', '-h'],
  ]) {
    expect(await help(...argv)).toEqual(ask)
  }
})

test('the page of an action is its command’s, with the usage of that action', async () => {
  const { exitCode, stdout } = await help('help', 'keys', 'add')
  expect(exitCode).toBe(0)
  expect(stdout).toContain('Usage\n  colloquy keys add NAME [options]\n\n')
  expect(stdout).toContain('--rpm')
  expect((await help('help', 'logs', 'prune')).stdout).toContain('colloquy logs prune --older-than 30d')
})

test('an action that a command does not have is refused by those it has', async () => {
  const { exitCode, stderr } = await help('help', 'keys', 'make')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('Its actions are ls, add, limit, rotate, revoke.')
  expect((await help('help', 'pull', 'all')).stderr).toContain('"pull" has no actions.')
})

test('an unknown topic is exit code 2', async () => {
  const { exitCode, stdout, stderr } = await help('help', 'pulll')
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain('Did you mean "pull"?')
})

import { describe, expect, test } from 'vitest'
import { commands } from '../commands/table.ts'
import { findCommand } from './find-command.ts'
import { UsageError } from './usage-error.ts'

function meaning(line: string): string {
  const argv = line.split(' ')
  try {
    const { command, rest } = findCommand(commands, argv)
    return `${command.name}: ${rest.join(' ')}`
  } catch (error) {
    if (error instanceof UsageError) return [error.message, error.advice ?? ''].join(' ').trim()
    throw error
  }
}

describe('findCommand', () => {
  test.each([
    ['pull smollm2', 'pull: smollm2'],
    ['ask pul', 'ask: pul'],
    ['hello', 'ask: hello'],
    ['hi', 'ask: hi'],
    ['is it raining', 'ask: is it raining'],
    ['Show', 'ask: Show'],
    ['--json hello', 'ask: --json hello'],
    ['-m show me', 'ask: -m show me'],
    ['what now', 'ask: what now'],
    ['chat', 'chat: '],
    ['run away from home', 'ask: run away from home'],
  ])('understands "%s" as %s', (line, command) => {
    expect(meaning(line)).toBe(command)
  })

  test.each([
    ['pul', 'Unknown command "pul". Did you mean: colloquy pull? To ask it as a prompt: colloquy ask pul.'],
    [
      'pul smollm2 --json',
      'Unknown command "pul". Did you mean: colloquy pull smollm2 --json? To ask it as a prompt: colloquy ask pul smollm2 --json.',
    ],
    ['list', 'Unknown command "list". Did you mean: colloquy ls? To ask it as a prompt: colloquy ask list.'],
    ['run smollm2:135m Hi', 'Unknown command "run". Did you mean: colloquy -m smollm2:135m "Hi"?'],
    ['run ./model.gguf', 'Unknown command "run". Did you mean: colloquy -m ./model.gguf?'],
    ['--json ls', 'The command comes first: colloquy ls --json.'],
  ])('refuses "%s" rather than ask a model', (line, message) => {
    expect(meaning(line)).toBe(message)
  })
})

import { describe, expect, test } from 'vitest'
import type { OptionTable } from './command-spec.ts'
import { parseArguments } from './parse-arguments.ts'
import { UsageError } from './usage-error.ts'

const command = {
  name: 'ask',
  words: { min: 0, max: Number.POSITIVE_INFINITY },
  options: {
    model: { type: 'string', short: 'm', value: 'NAME', help: '' },
    stop: { type: 'string', multiple: true, value: 'TEXT', help: '' },
    seed: { type: 'integer', value: 'N', help: '' },
    temperature: { type: 'number', value: 'N', help: '' },
    json: { type: 'boolean', help: '' },
  } as const satisfies OptionTable,
}

const parse = (...argv: string[]) => parseArguments(command, argv)

function fault(...argv: string[]): string {
  try {
    parse(...argv)
  } catch (error) {
    if (error instanceof UsageError) return [error.message, error.advice ?? ''].join(' ').trim()
    throw error
  }
  return 'no fault'
}

describe('what is understood', () => {
  test('reads flags before, between and after the words', () => {
    expect(parse('-m', 'a', 'tell', '--json', 'me', '--seed=7')).toEqual({
      words: ['tell', 'me'],
      options: { model: 'a', json: true, seed: 7 },
      help: false,
    })
  })

  test('takes everything after -- as words', () => {
    expect(parse('--json', '--', '--seed', '-1').words).toEqual(['--seed', '-1'])
  })

  test('takes a lone dash as a word and as a value', () => {
    expect(parse('-').words).toEqual(['-'])
    expect(parse('--model', '-').options.model).toBe('-')
  })

  test('takes a negative number as the value of a number', () => {
    expect(parse('--seed', '-1').options.seed).toBe(-1)
    expect(parse('--temperature', '-0.5').options.temperature).toBe(-0.5)
  })

  test('gathers a repeatable flag and lets the last of another count', () => {
    expect(parse('--stop', 'a', '-m', 'x', '--stop', 'b', '-m', 'y').options).toEqual({ stop: ['a', 'b'], model: 'y' })
  })

  test('takes a value that begins with a dash when it is joined to its flag', () => {
    expect(parse('--stop=--json', '-m-x').options).toEqual({ stop: ['--json'], model: '-x' })
  })

  test('takes an empty value', () => {
    expect(parse('--stop', '').options.stop).toEqual([''])
  })
})

describe('what is refused, and how', () => {
  test.each([
    [['--temprature', '1'], 'Unknown option --temprature. Did you mean --temperature?'],
    [['--temp', '1'], 'Unknown option --temp. Did you mean --temperature?'],
    [['--verbose'], 'Unknown option --verbose.'],
    [['-x'], 'Unknown option -x.'],
    [['--toString'], 'Unknown option --toString.'],
    [['--model'], '--model needs a value: --model NAME.'],
    [
      ['--stop', '--json'],
      '--stop needs a value, but "--json" looks like another option. If "--json" is the value, write --stop=--json.',
    ],
    [['-m', '-x'], '-m needs a value, but "-x" looks like another option. If "-x" is the value, write -m-x.'],
    [['--seed', '1.5'], '--seed is "1.5"; it must be a whole number.'],
    [['--seed', ''], '--seed is ""; it must be a whole number.'],
    [['--temperature', 'hot'], '--temperature is "hot"; it must be a number.'],
    [['--temperature', 'Infinity'], '--temperature is "Infinity"; it must be a number.'],
    [['--json=yes'], '--json takes no value, but got "yes".'],
  ])('%j', (argv, message) => {
    expect(fault(...argv)).toBe(message)
  })

  test('a command that takes a name is not a prompt', () => {
    const show = { name: 'show', words: { min: 1, max: 1 }, options: {} }
    expect(() => parseArguments(show, [])).toThrow('"show" needs a name.')
    expect(() => parseArguments(show, ['me', 'the', 'way'])).toThrow('"show" takes one name, but got 3: me the way.')
  })

  test('asking for help counts no words', () => {
    expect(parseArguments({ name: 'show', words: { min: 1, max: 1 }, options: {} }, ['-h']).help).toBe(true)
  })
})

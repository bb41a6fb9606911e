import { describe, expect, test } from 'vitest'
import { FakeIo, says } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

const clear = '\r\u001b[2K'
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`
const stats = 'first token 0 ms · 1 piece received, tokens not counted'

interface Case {
  readonly stdoutTTY: boolean
  readonly stderrTTY: boolean
  readonly env: Record<string, string>
  readonly spinner: boolean
  readonly rendered: boolean
  readonly colour: boolean
}

const environments: readonly (readonly [
  Record<string, string>,
  Pick<Case, 'spinner'>,
  colour: boolean | 'terminal',
])[] = [
  [{}, { spinner: true }, 'terminal'],
  [{ NO_COLOR: '1' }, { spinner: true }, false],
  [{ FORCE_COLOR: '1' }, { spinner: true }, true],
  [{ FORCE_COLOR: '0' }, { spinner: true }, false],
  [{ TERM: 'dumb' }, { spinner: false }, false],
  [{ TERM: 'dumb', FORCE_COLOR: '1' }, { spinner: false }, true],
  [{ CI: 'true' }, { spinner: false }, 'terminal'],
]

const cases: readonly Case[] = [true, false].flatMap((stdoutTTY) =>
  [true, false].flatMap((stderrTTY) =>
    environments.map(([env, { spinner }, colour]) => ({
      stdoutTTY,
      stderrTTY,
      env,
      spinner: spinner && stderrTTY,
      // Markdown is shown as such to a person who gets colour; its words come when they are whole.
      rendered: stdoutTTY && spinner && colour !== false,
      colour: colour === 'terminal' ? stderrTTY : colour,
    })),
  ),
)

describe('each stream decides for itself', () => {
  test.each(cases)(
    'stdout terminal $stdoutTTY, stderr terminal $stderrTTY, $env',
    async ({ spinner, colour, rendered, ...options }) => {
      const io = new FakeIo({ ...options, answer: () => says('Windward') })
      expect(await main(['x', '--stats'], io)).toBe(0)
      const paint = colour ? dim : (text: string) => text
      const status = [`${clear}${paint('⠋ loading the model')}`, `${clear}${paint('⠋ reading the prompt')}`, clear]
      expect(io.log).toEqual([
        ...(spinner ? status.map((text) => `err:${text}`) : []),
        ...(rendered ? ['out:Windward\n'] : ['out:Windward', 'out:\n']),
        `err:${paint(stats)}\n`,
      ])
      expect(io.clock.running).toBe(0)
    },
  )
})

test('a terminal that does not know its width is taken for one of 80 columns', async () => {
  const io = new FakeIo({ stdoutTTY: true, stderrTTY: true, columns: 0, answer: () => says('Windward and leeward') })
  await main(['x'], io)
  expect(io.stdout.text).toBe('Windward and leeward\n')
})

describe('help', () => {
  test.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('on a terminal: %j, %j: bold titles %j', async (stdoutTTY, env, bold) => {
    const io = new FakeIo({ stdoutTTY, env })
    expect(await main(['--help'], io)).toBe(0)
    expect(io.stdout.text.includes('\u001b[1mUsage\u001b[22m')).toBe(bold)
    expect(io.stdout.text.includes('\u001b')).toBe(bold)
  })
})

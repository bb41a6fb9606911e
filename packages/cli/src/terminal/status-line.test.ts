import { expect, test } from 'vitest'
import { FakeIo, piece } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'
import { OutputStream } from './output-stream.ts'
import { StatusLine } from './status-line.ts'

const clear = '\r\u001b[2K'

function onTerminal(columns = 80) {
  const io = new FakeIo({ stderrTTY: true, columns, env: { NO_COLOR: '1' } })
  return { io, status: new StatusLine(new OutputStream(io.stderr, io.env), io.clock) }
}

test('is drawn at once, turns, and tells the seconds once there are any', () => {
  const { io, status } = onTerminal()
  status.show('loading')
  expect(io.stderr.writes).toEqual([`${clear}⠋ loading`])
  io.clock.advance(1000)
  expect(io.stderr.writes.at(-1)).toBe(`${clear}⠙ loading`.replace('⠙', '⠹'))
  io.clock.advance(80)
  expect(io.stderr.writes.at(-1)).toBe(`${clear}⠸ loading 1 s`)
})

test('is taken away without a trace, and draws no more', () => {
  const { io, status } = onTerminal()
  status.show('loading')
  status.clear()
  expect(io.stderr.writes.at(-1)).toBe(clear)
  const drawn = io.stderr.writes.length
  io.clock.advance(10_000)
  status.clear()
  expect(io.stderr.writes.length).toBe(drawn)
  expect(io.clock.running).toBe(0)
})

test('never wraps in a narrow terminal', () => {
  const { io, status } = onTerminal(14)
  status.show('loading a model with a long name')
  expect(io.stderr.writes).toEqual([`${clear}⠋ loading …`])
})

test('says nothing where nobody looks', () => {
  const io = new FakeIo()
  const status = new StatusLine(new OutputStream(io.stderr, io.env), io.clock)
  status.show('loading')
  status.showLine('50 %')
  status.clear()
  expect(io.stderr.writes).toEqual([])
})

test('tells loading, reading and reasoning in turn, and is gone before the first word', async () => {
  const io: FakeIo = new FakeIo({
    stderrTTY: true,
    env: { NO_COLOR: '1' },
    opening: ({ onProgress }) => {
      onProgress({ type: 'load', model: 'tiny:1m', fraction: 0.5 })
    },
    answer: async function* () {
      yield piece({ reasoning_content: 'Hm.' })
      yield piece({ reasoning_content: 'Well.' })
      yield piece({ content: 'Yes.' })
      yield piece({}, 'stop')
    },
  })
  await main(['x'], io)
  expect(io.log).toEqual([
    `err:${clear}⠋ loading the model`,
    `err:${clear}⠋ loading tiny:1m: 50 %`,
    `err:${clear}⠋ reading the prompt`,
    `err:${clear}⠋ reasoning`,
    `err:${clear}`,
    'out:Yes.',
    'out:\n',
  ])
})

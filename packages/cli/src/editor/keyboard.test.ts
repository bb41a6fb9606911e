import { expect, test } from 'vitest'
import { FakeClock } from '../__fixtures__/fake-io.ts'
import type { Key } from './key-decoder.ts'
import { Keyboard } from './keyboard.ts'

const name = (key: Key | undefined) => (key?.kind === 'key' ? key.name : key?.text)

/** A keyboard at which each piece is typed when `type` is called. */
function keyboardWith(clock: FakeClock): { keyboard: Keyboard; type: (text: string) => Promise<void> } {
  const typed = new ReadableStream<string>({
    start(controller) {
      enqueue = (text) => controller.enqueue(text)
    },
  })
  // An iterable of Node's own makes of each piece a turn of the event loop.
  const type = async (text: string): Promise<void> => {
    enqueue(text)
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
  return { keyboard: new Keyboard(typed, clock), type }
}

let enqueue: (text: string) => void = () => {}

test('an escape alone is a key once nothing has followed it for a while', async () => {
  const clock = new FakeClock()
  const { keyboard, type } = keyboardWith(clock)
  await type('\u001b')
  clock.advance(49)
  await type('[A')
  expect(name(await keyboard.next())).toBe('up')
  await type('\u001b')
  clock.advance(50)
  await type('a')
  expect([name(await keyboard.next()), name(await keyboard.next())]).toEqual(['escape', 'a'])
  expect(clock.running).toBe(0)
})

test.each([
  ['Ctrl-C', '\u0003', 0],
  ['Escape', '\u001b', 50],
])('%s stops what runs, and is no key', async (_, sent, time) => {
  const clock = new FakeClock()
  const { keyboard, type } = keyboardWith(clock)
  let stops = 0
  const work = async (): Promise<void> => {
    await type(sent)
    clock.advance(time)
    await type('x')
  }
  await keyboard.during(work, () => {
    stops++
  })
  expect(stops).toBe(1)
  expect(name(await keyboard.next())).toBe('x')
})

import { expect, test } from 'vitest'
import type { ChatCompletionEvent } from './chunk-events.ts'
import { partialJson } from './partial-json.ts'

const content = (delta: string, choice = 0): ChatCompletionEvent => ({
  type: 'content-delta',
  choice,
  delta,
  offset: 0,
})
const call = (index: number, delta: string): ChatCompletionEvent => ({
  type: 'tool-call-delta',
  choice: 0,
  index,
  id: `call_${index}`,
  name: 'weather',
  delta,
  offset: 0,
})

/** What is shown at each step, as it was at that step. */
async function shown(events: readonly ChatCompletionEvent[], choice?: number): Promise<unknown[]> {
  async function* come(): AsyncGenerator<ChatCompletionEvent> {
    yield* events
  }
  const seen: unknown[] = []
  for await (const { content: value, calls } of partialJson(come(), choice)) {
    seen.push(structuredClone({ content: value, calls: calls.map(({ name, arguments: given }) => [name, given]) }))
  }
  return seen
}

test('shows content as it grows', async () => {
  expect(await shown([content('{"title":"Pan'), content('cakes","minutes":2'), content('0}')])).toEqual([
    { content: { title: 'Pan' }, calls: [] },
    { content: { title: 'Pancakes' }, calls: [] },
    { content: { title: 'Pancakes', minutes: 20 }, calls: [] },
  ])
})

test('shows the arguments of several calls that come interleaved', async () => {
  const events = [call(0, ''), call(0, '{"city":"Wi'), call(1, '{"city":"Graz"}'), call(0, 'en"}')]
  expect((await shown(events)).at(-1)).toEqual({
    content: undefined,
    calls: [
      ['weather', { city: 'Wien' }],
      ['weather', { city: 'Graz' }],
    ],
  })
})

test('shows one choice, the first by default', async () => {
  const events = [content('[1'), content('[2,', 1), content(']')]
  expect(await shown(events)).toMatchObject([{ content: [] }, { content: [1] }])
  expect(await shown(events, 1)).toMatchObject([{ content: [2] }])
})

test('words that are no JSON are not shown, and do not hide the calls behind them', async () => {
  const events = [content('Let me see.'), call(0, '{"city":"Wien"}')]
  expect((await shown(events)).at(-1)).toEqual({ content: undefined, calls: [['weather', { city: 'Wien' }]] })
})

// What does reading a stream cost (bytes to events to chunks to the completion) beside decoding text and parsing JSON?
//
//   node decode-events.mjs [--rounds 15] [--shape "16 KB writes"]
import { parseArgs } from 'node:util'

import { ChatCompletionAccumulator, ChunkReader, EventDecoder } from 'colloquy/stream'

import { alternate, medianRatio } from './harness/alternate.mjs'
import { measure } from './harness/measure.mjs'
import { median } from './harness/median.mjs'
import { traffic } from './harness/traffic.mjs'
import { verdict } from './harness/verdict.mjs'

const { values: given } = parseArgs({
  options: { rounds: { type: 'string', default: '15' }, shape: { type: 'string', multiple: true } },
})
const rounds = Number(given.rounds)

for (const shape of given.shape ?? Object.keys(traffic)) {
  const writes = traffic[shape]
  const size = writes.reduce((sum, { length }) => sum + length, 0)
  // Repeated, so that a round takes some tens of milliseconds and the clock's grain does not show.
  const times = Math.max(1, Math.round(6_000_000 / size))
  const contender = (name, read) => ({
    name,
    run: () =>
      measure(() => {
        let answer
        for (let time = 0; time < times; time++) answer = read(writes)
        return answer
      }),
  })
  const results = await alternate([contender('colloquy', colloquy), contender('bare loop', bareLoop)], {
    rounds,
    warmups: 5,
  })

  const [{ result: ours }] = results.colloquy
  const [{ result: bare }] = results['bare loop']
  if (ours !== bare) throw new Error(`${shape}: the two readings differ.`)
  const speed = (name) => (size * times) / 1e6 / (median(results[name].map(({ cpu }) => cpu)) / 1000)
  console.log(`\n${shape}: ${writes.length} writes, ${(size / 1000).toFixed(0)} kB`)
  for (const name of Object.keys(results))
    console.log(`  ${name.padEnd(10)} ${speed(name).toFixed(0)} MB per CPU second`)
  verdict(
    `${shape}: CPU time against the bare loop`,
    medianRatio(results.colloquy, results['bare loop'], ({ cpu }) => cpu),
    {
      atMost: 1.35,
    },
  )
}

/** What `chat.completions.create` does with a body, without the network: the answer's text or its call's arguments. */
function colloquy(writes) {
  const decoder = new EventDecoder()
  const reader = new ChunkReader()
  const accumulator = new ChatCompletionAccumulator()
  const take = (events) => {
    for (const event of events) {
      const chunk = reader.read(event)
      if (chunk !== undefined) accumulator.push(chunk)
    }
  }
  for (const bytes of writes) take(decoder.push(bytes))
  take(decoder.end())
  reader.end()
  const [{ message }] = accumulator.end().choices
  return message.content ?? message.tool_calls[0].function.arguments
}

/** The least anyone can write by hand: right for this traffic only. No CR, no errors, no check that the end came. */
function bareLoop(writes) {
  const decoder = new TextDecoder()
  let pieces = []
  let content = ''
  for (const bytes of writes) {
    const piece = decoder.decode(bytes, { stream: true })
    pieces.push(piece)
    if (!piece.includes('\n')) continue
    const events = pieces.join('').split('\n\n')
    pieces = [events.pop()]
    for (const event of events) {
      if (event === 'data: [DONE]') continue
      const { delta } = JSON.parse(event.slice(6)).choices[0]
      content += delta.content ?? delta.tool_calls?.[0].function.arguments ?? ''
    }
  }
  return content
}

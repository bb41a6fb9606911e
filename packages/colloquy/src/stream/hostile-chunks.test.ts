import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isColloquyError } from '../index.ts'
import { ChatCompletionAccumulator, ChunkReader } from './index.ts'

const anything = fc.jsonValue({ maxDepth: 3 })
const sometimes = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: anything })
const optional = { requiredKeys: [] as [] }

const called = fc.record({ name: sometimes(fc.string()), arguments: anything, input: anything }, optional)
const piece = fc.record(
  {
    index: sometimes(fc.nat(2)),
    id: sometimes(fc.string()),
    type: anything,
    function: sometimes(called),
    custom: sometimes(called),
  },
  optional,
)
const delta = fc.record(
  {
    role: anything,
    content: anything,
    tool_calls: sometimes(fc.array(sometimes(piece), { maxLength: 3 })),
    function_call: sometimes(called),
    reasoning_details: sometimes(fc.array(sometimes(fc.record({ index: anything, text: anything }, optional)))),
    audio: anything,
    ['__proto__']: anything,
    constructor: anything,
    hasOwnProperty: anything,
  },
  optional,
)
const choice = fc.record(
  { index: sometimes(fc.nat(2)), delta: sometimes(delta), finish_reason: anything, logprobs: anything },
  optional,
)
const chunk = fc.record(
  { id: anything, choices: sometimes(fc.array(sometimes(choice), { maxLength: 3 })), usage: anything, error: anything },
  optional,
)

test('whatever JSON a server sends as chunks, errors are typed and nothing is polluted', () => {
  fc.assert(
    fc.property(fc.array(sometimes(chunk), { maxLength: 5 }), (sent) => {
      const reader = new ChunkReader()
      const accumulator = new ChatCompletionAccumulator()
      try {
        for (const value of sent) {
          const read = reader.read({ event: 'message', data: JSON.stringify(value) })
          // As programs do, trusting the type.
          for (const {
            index,
            delta: { content },
          } of read?.choices ?? [])
            expect([index, content]).toHaveLength(2)
          if (read) accumulator.push(read)
        }
        reader.end()
        accumulator.end()
      } catch (error) {
        if (!isColloquyError(error)) throw error
      }
      expect(Object.keys(Object.prototype)).toEqual([])
      expect(Object.getPrototypeOf(accumulator.snapshot)).toBe(Object.prototype)
    }),
    { numRuns: 3000 },
  )
})

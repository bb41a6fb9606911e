import { isColloquyError } from 'colloquy'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'

/** What happens when the caller stops listening. */
export const leavingCases: readonly ConformanceCase[] = [
  {
    behaviour: 'throws `aborted` for a signal that is aborted before it begins',
    check: async (asker) => {
      const error = await firstFailure(asker.stream({}, AbortSignal.abort()))
      expect(error).toMatchObject({ name: 'AbortError', code: 'aborted' })
    },
  },
  {
    behaviour: 'throws `aborted`, and gives no further chunk, when the signal is aborted between two',
    check: async (asker) => {
      const leaving = new AbortController()
      const seen: unknown[] = []
      const reading = (async () => {
        for await (const chunk of asker.stream({ max_completion_tokens: 500 }, leaving.signal)) {
          seen.push(chunk)
          leaving.abort()
        }
      })()
      const error: unknown = await reading.then(
        () => expect.unreachable('the stream ended as if it were complete'),
        (thrown: unknown) => thrown,
      )
      expect(error).toSatisfy(isColloquyError)
      expect(error).toMatchObject({ name: 'AbortError', code: 'aborted' })
      expect(seen).toHaveLength(1)
    },
  },
  {
    behaviour: 'throws `aborted` for an answer that was to come whole',
    needs: { generates: 'a script has answered before anyone can leave' },
    check: async (asker) => {
      const leaving = new AbortController()
      const answer = asker.completion({ max_completion_tokens: 500 }, leaving.signal)
      leaving.abort()
      await expect(answer).rejects.toMatchObject({ name: 'AbortError', code: 'aborted' })
    },
  },
  {
    behaviour: 'answers the next request after a reader broke off, as often as that happens',
    check: async (asker) => {
      for (let times = 0; times < 20; times++) {
        for await (const chunk of asker.stream({ max_completion_tokens: 500 })) {
          expect(chunk.object).toBe('chat.completion.chunk')
          break
        }
      }
      expect((await asker.completion()).choices).toHaveLength(1)
    },
  },
]

async function firstFailure(chunks: AsyncIterable<unknown>): Promise<unknown> {
  return chunks[Symbol.asyncIterator]()
    .next()
    .then(
      () => expect.unreachable('the request was answered'),
      (thrown: unknown) => thrown,
    )
}

import type { ChatCompletionChunk, ChatCompletionChunkChoice } from 'colloquy'
import { checkChatCompletionChunk } from 'colloquy/validate'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'

/** What a stream of chunks looks like from its first to its last. */
export const streamCases: readonly ConformanceCase[] = [
  {
    behaviour: 'streams chunks of the published shape',
    check: async (asker) => {
      for (const chunk of await asker.chunks()) expect(checkChatCompletionChunk(chunk)).toEqual([])
    },
  },
  {
    behaviour: 'opens the choice with the role and empty text, and names the role only there',
    check: async (asker) => {
      const [opening, ...rest] = choicesOf(await asker.chunks())
      expect(opening).toMatchObject({ delta: { role: 'assistant', content: '', refusal: null }, finish_reason: null })
      for (const { delta } of rest) expect(delta).not.toHaveProperty('role')
    },
  },
  {
    behaviour: 'keeps id, created, model and object the same in every chunk',
    check: async (asker) => {
      const heads = (await asker.chunks()).map(({ id, created, model, object }) => ({ id, created, model, object }))
      expect(heads).toEqual(heads.map(() => heads[0]))
      expect(heads[0]).toMatchObject({
        id: expect.stringMatching(/^chatcmpl-./),
        created: expect.toSatisfy(Number.isSafeInteger),
        object: 'chat.completion.chunk',
      })
    },
  },
  {
    behaviour: 'answers in the name of a model that it lists',
    check: async (asker) => {
      const [first] = await asker.chunks()
      const models = await asker.backend.models()
      expect(models.map(({ id }) => id)).toContain(first?.model)
      for (const model of models) {
        expect(model).toMatchObject({ object: 'model', created: expect.any(Number), owned_by: expect.any(String) })
      }
    },
  },
  {
    behaviour: 'gives each answer an id of its own',
    check: async (asker) => {
      const ids = [(await asker.completion()).id, (await asker.completion()).id, (await asker.chunks())[0]?.id]
      expect(new Set(ids).size).toBe(3)
    },
  },
  {
    behaviour: 'ends the choice once, with an empty delta, after all its text',
    check: async (asker) => {
      const choices = choicesOf(await asker.chunks())
      expect(choices.filter(({ finish_reason: reason }) => reason !== null)).toEqual([choices.at(-1)])
      expect(choices.at(-1)?.delta).toEqual({})
    },
  },
  {
    behaviour: 'says `finish_reason: null` until the end',
    check: async (asker) => {
      for (const { finish_reason: reason } of choicesOf(await asker.chunks()).slice(0, -1)) expect(reason).toBeNull()
    },
  },
  {
    behaviour: 'says nothing of usage in a stream that was not asked to',
    check: async (asker) => {
      for (const chunk of await asker.chunks()) {
        expect(chunk).not.toHaveProperty('usage')
        expect(chunk.choices).toHaveLength(1)
      }
    },
  },
  {
    behaviour: 'closes with the usage, in a chunk without choices, when asked to, and says `usage: null` until then',
    check: async (asker) => {
      const chunks = await asker.chunks({ stream_options: { include_usage: true } })
      const closing = chunks.at(-1)
      expect(closing).toMatchObject({ choices: [], usage: { prompt_tokens: expect.any(Number) } })
      for (const chunk of chunks.slice(0, -1)) expect(chunk).toMatchObject({ usage: null, choices: [{}] })
    },
  },
  {
    behaviour: 'streams whole characters: no piece starts or ends within a surrogate pair',
    check: async (asker) => {
      for (const { delta } of choicesOf(await asker.chunks())) expect(delta.content ?? '').not.toMatch(/\p{Cs}/u)
    },
  },
]

function choicesOf(chunks: readonly ChatCompletionChunk[]): ChatCompletionChunkChoice[] {
  return chunks.flatMap((chunk) => chunk.choices)
}

import { accumulate } from 'colloquy/stream'
import type { ChatCompletion, ChatCompletionMessageToolCallChunk, ChatCompletionRequestMessage } from 'colloquy'
import { expect } from 'vitest'
import type { Fields } from '../asker.ts'
import type { ConformanceCase } from '../conformance-case.ts'
import { consultationTools as tools, consulted } from '../consultation.ts'

const needs = { calls: 'only of calls known beforehand can each part be checked' }
const decides = { ...needs, generates: 'a script decides for itself what to call' }
const fields: Fields = { tools, max_completion_tokens: 400 }

/** What becomes, on its way to the caller, of reasoning and tool calls that are known beforehand. */
export const callingCases: readonly ConformanceCase[] = [
  {
    behaviour: 'tells reasoning as `reasoning_content`, apart from the text, and counts their tokens',
    needs,
    check: async (asker) => {
      const { choices, usage } = await asker.completion(fields)
      expect(choices[0]?.message.reasoning_content).toBe(consulted.reasoning)
      expect(choices[0]?.message.content?.trim()).toBe(consulted.words.trim())
      const reasoned = usage?.completion_tokens_details?.reasoning_tokens ?? 0
      expect(reasoned).toBeGreaterThan(0)
      expect(reasoned).toBeLessThan(usage?.completion_tokens ?? 0)
    },
  },
  {
    behaviour: 'tells every call with an id of its own, its name and its arguments as JSON, and says `tool_calls`',
    needs,
    check: async (asker) => {
      const answer = await asker.completion(fields)
      expect(answer.choices[0]?.finish_reason).toBe('tool_calls')
      expect(called(answer)).toEqual(consulted.calls)
      const ids = answer.choices[0]?.message.tool_calls?.map(({ id }) => id) ?? []
      expect(new Set(ids).size).toBe(consulted.calls.length)
      expect(ids.every((id) => id.length > 0)).toBe(true)
    },
  },
  {
    behaviour: 'streams a call as index, id, type and name first, then pieces of its arguments with the index alone',
    needs,
    check: async (asker) => {
      const chunks = await asker.chunks(fields)
      const pieces = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? [])
      for (const [index, { name }] of consulted.calls.entries()) {
        const [head, ...more] = pieces.filter((piece) => piece.index === index)
        expect(head).toEqual({ index, id: expect.any(String), type: 'function', function: { name, arguments: '' } })
        for (const piece of more) expect(piece).toEqual({ index, function: { arguments: expect.any(String) } })
        expect(JSON.parse(joined(more))).toEqual(consulted.calls[index]?.arguments)
      }
      expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toEqual(['tool_calls'])
    },
  },
  {
    behaviour: 'streams reasoning, then text, then calls, which join to what it tells at once',
    needs,
    check: async (asker) => {
      const chunks = await asker.chunks(fields)
      const kinds = chunks.flatMap(({ choices }) => kindOf(choices[0]?.delta ?? {}))
      expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual(['reasoning', 'text', 'call'])
      const streamed = accumulate(chunks)
      const whole = await asker.completion(fields)
      expect(called(streamed)).toEqual(called(whole))
      expect(streamed.choices[0]?.message.content).toBe(whole.choices[0]?.message.content)
      expect(streamed.choices[0]?.message.reasoning_content).toBe(whole.choices[0]?.message.reasoning_content)
    },
  },
  {
    behaviour: 'takes back what it said, with the results of its calls',
    needs,
    check: async (asker) => {
      const { choices } = await asker.completion(fields)
      const message = choices[0]?.message ?? expect.unreachable('there is no message')
      const results = (message.tool_calls ?? []).map(({ id }): ChatCompletionRequestMessage => {
        return { role: 'tool', tool_call_id: id, content: '12 degrees' }
      })
      const messages = [{ role: 'user' as const, content: 'The weather?' }, message, ...results]
      expect((await asker.completion({ ...fields, messages })).choices).toHaveLength(1)
    },
  },
  {
    behaviour: 'calls nothing with `tool_choice` "none"',
    needs,
    check: async (asker) => {
      const { choices } = await asker.completion({ ...fields, tool_choice: 'none' })
      expect(choices[0]?.message).not.toHaveProperty('tool_calls')
      expect(choices[0]?.finish_reason).toBe('stop')
    },
  },
  {
    behaviour: 'makes one call where `parallel_tool_calls` is false',
    needs: decides,
    check: async (asker) => {
      expect(called(await asker.completion({ ...fields, parallel_tool_calls: false }))).toEqual([consulted.calls[0]])
    },
  },
  {
    behaviour: 'calls the function it is told to, and no other, after its reasoning and without words',
    needs: decides,
    check: async (asker) => {
      const tool_choice = { type: 'function', function: { name: 'now' } } as const
      const answer = await asker.completion({ ...fields, tool_choice, parallel_tool_calls: false })
      expect(called(answer)).toEqual([consulted.calls[1]])
      expect(answer.choices[0]?.message).toMatchObject({ content: null, reasoning_content: consulted.reasoning })
    },
  },
  {
    behaviour: 'answers the older `functions` with `function_call`',
    needs: decides,
    check: async (asker) => {
      const functions = tools.flatMap((tool) => (tool.type === 'function' ? [tool.function] : []))
      const { choices } = await asker.completion({ max_completion_tokens: 400, functions })
      const { name, arguments: args } = choices[0]?.message.function_call ?? { name: '', arguments: '' }
      expect({ name, arguments: JSON.parse(args) }).toEqual(consulted.calls[0])
      expect(choices[0]?.finish_reason).toBe('function_call')
    },
  },
]

function called({ choices }: ChatCompletion): unknown[] {
  return (choices[0]?.message.tool_calls ?? []).map((call) => {
    const { name, arguments: text } = call.type === 'function' ? call.function : expect.unreachable('a custom call')
    return { name, arguments: JSON.parse(text) }
  })
}

function joined(pieces: readonly ChatCompletionMessageToolCallChunk[]): string {
  return pieces.map((piece) => piece.function?.arguments ?? '').join('')
}

function kindOf(delta: {
  reasoning_content?: string | null
  content?: string | null
  tool_calls?: readonly unknown[]
}): string[] {
  if (delta.reasoning_content) return ['reasoning']
  if (delta.content) return ['text']
  return delta.tool_calls === undefined ? [] : ['call']
}

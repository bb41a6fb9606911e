import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { scriptedModel, type ScriptedModelOptions } from '../../../test/support/scripted-model.ts'
import { tinyModel } from '../../../test/support/tiny-model.ts'
import { ask, chunksOf, failure } from './__fixtures__/ask.ts'
import { createEngine } from './engine.ts'
import type { Engine } from './local-engine.ts'

const sizes = { threads: 1, gpu: 'none', contextSize: 2048, parallel: 1 } as const
const marks = ['<think>', '</think>']

const messagesOf =
  "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}"
/** Names the mark, as templates do that cut reasoning out of earlier answers. */
const namesReasoning = `{# <think> </think> #}${messagesOf}{{ '<|im_start|>assistant\n' }}`
/** Begins the reasoning itself, unless it is switched off. */
const opensReasoning = `${messagesOf}{{ '<|im_start|>assistant\n' }}{% if enable_thinking is not defined or enable_thinking %}{{ '<think>' }}{% endif %}`

const open: Engine[] = []

async function reciting(options: ScriptedModelOptions): Promise<Engine> {
  const model = await scriptedModel({ userTokens: marks, template: namesReasoning, ...options })
  const engine = await createEngine({ ...sizes, model })
  open.push(engine)
  return engine
}

const reasoningText = 'First this, then that: <b>, stop.'
let reasoner: Engine

beforeAll(async () => {
  reasoner = await reciting({ says: `<think>\n${reasoningText}\n</think>\n\nIt is so. stop Indeed.` })
})

afterAll(() => Promise.all(open.map((engine) => engine.close())))

describe('a model that reasons', () => {
  test('tells its reasoning as `reasoning_content`, counted, and its answer without it', async () => {
    const { choices, usage } = await ask(reasoner, 'Why?')
    expect(choices[0]?.message).toMatchObject({ reasoning_content: reasoningText, content: 'It is so. stop Indeed.' })
    const reasoning = usage?.completion_tokens_details?.reasoning_tokens ?? 0
    expect(reasoning).toBeGreaterThan(5)
    expect(reasoning).toBeLessThan((usage?.completion_tokens ?? 0) - 3)
  })

  test('streams reasoning before content, each in deltas of its own', async () => {
    const deltas = (await chunksOf(reasoner, 'Why?', { stream: true })).flatMap(({ choices }) =>
      choices.map(({ delta }) => Object.keys(delta).join()),
    )
    const kinds = deltas.filter((kind, index) => kind !== deltas[index - 1])
    expect(kinds).toEqual(['role,content,refusal', 'reasoning_content', 'content', ''])
  })

  test('is not stopped by a stop string in its reasoning, but by one in its answer', async () => {
    const { choices } = await ask(reasoner, 'Why?', { stop: 'stop' })
    expect(choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { reasoning_content: reasoningText, content: 'It is so. ' },
    })
  })

  test('tells log probabilities of its answer alone', async () => {
    const { choices } = await ask(reasoner, 'Why?', { logprobs: true })
    expect(choices[0]?.logprobs?.content?.map(({ token }) => token).join('')).toBe('It is so. stop Indeed.')
  })

  test('may have all of its tokens used up by reasoning', async () => {
    const { choices, usage } = await ask(reasoner, 'Why?', { max_completion_tokens: 6 })
    expect(choices[0]?.finish_reason).toBe('length')
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBe(6)
    expect(reasoningText.startsWith(choices[0]?.message.reasoning_content ?? '-')).toBe(true)
  })

  test('reasons no longer than its effort allows: the end of its reasoning is written for it', async () => {
    const endless = await reciting({ says: `<think>${'so '.repeat(600)}</think>Done.` })
    const { choices, usage } = await ask(endless, 'Why?', { reasoning_effort: 'minimal', max_completion_tokens: 400 })
    const counted = usage?.completion_tokens_details?.reasoning_tokens ?? 0
    expect(counted).toBeGreaterThanOrEqual(256)
    expect(counted).toBeLessThan(270)
    // The script goes on with the rest of its reasoning, which is content now.
    expect(choices[0]?.message.content).toMatch(/^so so/)
  })

  test('does not reason where that is switched off, also where its template has no switch', async () => {
    const stubborn = await ask(reasoner, 'Why?', { reasoning_effort: 'none' })
    expect(stubborn.choices[0]?.message.reasoning_content ?? '').toBe('')
    const switched = await reciting({ says: 'It is so.', template: opensReasoning })
    const { choices, usage } = await ask(switched, 'Why?', { reasoning_effort: 'none' })
    expect(choices[0]?.message.content).toBe('It is so.')
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBe(0)
  })

  test('goes on with reasoning that the template has begun', async () => {
    const begun = await reciting({
      says: 'Well, so.</think>So.',
      template: opensReasoning,
      opener: '<|im_start|>assistant\n<think>',
    })
    const { choices } = await ask(begun, 'Why?')
    expect(choices[0]?.message).toMatchObject({ reasoning_content: 'Well, so.', content: 'So.' })
  })

  test('keeps to the form asked for after its reasoning, which is free', async () => {
    const schema = { type: 'object', properties: { n: { enum: [1, 2] } }, required: ['n'], additionalProperties: false }
    const response_format = { type: 'json_schema', json_schema: { name: 'n', schema } } as const
    const { choices } = await ask(reasoner, 'Why?', { response_format, max_completion_tokens: 200 })
    expect(choices[0]?.message.reasoning_content).toBe(reasoningText)
    expect([1, 2]).toContain(JSON.parse(choices[0]?.message.content ?? '').n)
  })

  test('cannot end within its reasoning where a form is asked for: too few tokens for it are told as "length"', async () => {
    const silent = await reciting({ says: `<think>So` })
    const response_format = { type: 'json_object' } as const
    const { choices } = await ask(silent, 'Why?', { response_format, max_completion_tokens: 20 })
    expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: '' } })
    const free = await ask(silent, 'Why?', { max_completion_tokens: 20 })
    expect(free.choices[0]?.finish_reason).toBe('stop')
  })

  test('calls the tool it must call after its reasoning', async () => {
    const tools = [{ type: 'function', function: { name: 'now' } }] as const
    const request = { tools, tool_choice: 'required', parallel_tool_calls: false, max_completion_tokens: 200 } as const
    const { choices } = await ask(reasoner, 'Why?', request)
    expect(choices[0]?.message).toMatchObject({
      reasoning_content: reasoningText,
      content: null,
      tool_calls: [{ function: { name: 'now', arguments: '{}' } }],
    })
  })
})

test('a model that does not reason takes the effort "none" and refuses others', async () => {
  const plain = await createEngine({ ...sizes, model: await tinyModel() })
  open.push(plain)
  expect((await ask(plain, 'x', { reasoning_effort: 'none', max_tokens: 2 })).choices).toHaveLength(1)
  expect(await failure(ask(plain, 'x', { reasoning_effort: 'low' }))).toMatchObject({ param: 'reasoning_effort' })
})

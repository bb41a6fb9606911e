import type { ChatCompletion, ChatCompletionRequest } from 'colloquy/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { scriptedModel, type ScriptedModelOptions } from '../../../test/support/scripted-model.ts'
import { ask, failure } from './__fixtures__/ask.ts'
import { createEngine } from './engine.ts'
import type { Engine } from './local-engine.ts'

const turns =
  "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' }}" +
  "{% if m.reasoning_content %}{{ '<think>' + m.reasoning_content|trim + '</think>' }}{% endif %}" +
  "{{ m.content|trim + '<|im_end|>\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"

const open: Engine[] = []

async function reciting(options: ScriptedModelOptions): Promise<Engine> {
  const model = await scriptedModel({ template: turns, userTokens: ['<think>', '</think>'], ...options })
  const engine = await createEngine({ threads: 1, gpu: 'none', contextSize: 1024, parallel: 1, model })
  open.push(engine)
  return engine
}

let teller: Engine
let reasoner: Engine

beforeAll(async () => {
  teller = await reciting({ says: 'Once upon a time there was a <think> king.', cut: 'bytes' })
  reasoner = await reciting({ says: '<think>First this, then that.</think>\n\nIt is so.' })
})

afterAll(() => Promise.all(open.map((engine) => engine.close())))

type Said = Partial<Extract<ChatCompletionRequest['messages'][number], { role: 'assistant' }>>

function goOn(said: Said, fields: Partial<ChatCompletionRequest> = {}): Partial<ChatCompletionRequest> {
  const messages = [{ role: 'user', content: 'Tell.' } as const, { role: 'assistant', ...said } as const]
  return { messages, continue_final_message: true, add_generation_prompt: false, ...fields }
}

async function message(
  engine: Engine,
  fields: Partial<ChatCompletionRequest>,
): Promise<ChatCompletion['choices'][number]['message']> {
  return (await ask(engine, '', fields)).choices[0]?.message ?? expect.unreachable('there is no choice')
}

describe('an answer that goes on', () => {
  test.each(['O', 'Once upon', 'Once upon ', 'Once upon a time there was a'])(
    'is told from behind "%s", white space included',
    async (content) => {
      const { content: rest } = await message(teller, goOn({ content }))
      expect(content + rest).toBe('Once upon a time there was a <think> king.')
    },
  )

  test('goes on in the reasoning it was cut in, and then answers', async () => {
    const said = await message(reasoner, goOn({ content: '', reasoning_content: 'First this,' }))
    expect(said).toMatchObject({ reasoning_content: ' then that.', content: 'It is so.' })
  })

  test('goes on after reasoning that is complete', async () => {
    const said = await message(reasoner, goOn({ reasoning_content: 'First this, then that.', content: 'It is' }))
    expect(said.reasoning_content).toBeUndefined()
  })

  test('does not take marks in what was said for its own', async () => {
    const { content, reasoning_content } = await message(
      teller,
      goOn({ content: 'Once upon a time there was a <think>' }),
    )
    expect(reasoning_content).toBeUndefined()
    expect(content).toMatch(/king\.$/)
  })

  test('counts what it goes on from as part of the prompt', async () => {
    const whole = (await ask(teller, 'Tell.')).usage
    const rest = (await ask(teller, '', goOn({ content: 'Once upon' }))).usage
    expect(rest?.prompt_tokens).toBe((whole?.prompt_tokens ?? 0) + 9)
    expect(rest?.completion_tokens).toBe((whole?.completion_tokens ?? 0) - 9)
  })

  test('has the form asked for together with what it goes on from', async () => {
    const schema = { enum: ['Once upon', 'Twice'] }
    const response_format = { type: 'json_schema', json_schema: { name: 'words', schema } } as const
    expect((await message(teller, goOn({ content: '"Once' }, { response_format }))).content).toBe(' upon"')
    expect(await failure(ask(teller, '', goOn({ content: 'Once' }, { response_format })))).toMatchObject({
      status: 400,
      param: 'continue_final_message',
    })
  })
})

describe('what cannot go on is refused by name:', () => {
  const user = { role: 'user', content: 'Tell.' } as const
  test.each<[string, Partial<ChatCompletionRequest>, string]>([
    ['a message of the user', { messages: [user], continue_final_message: true }, 'continue_final_message'],
    ['a message without words', goOn({ content: '' }), 'continue_final_message'],
    ['a new message as well', goOn({ content: 'Once' }, { add_generation_prompt: true }), 'add_generation_prompt'],
    ['neither', { add_generation_prompt: false }, 'add_generation_prompt'],
  ])('%s', async (_, fields, param) => {
    expect(await failure(ask(teller, 'Tell.', fields))).toMatchObject({ status: 400, param })
  })

  test('reasoning that the template leaves out', async () => {
    const silent = await reciting({ says: 'Yes.', template: turns.replaceAll('m.reasoning_content', 'm.none') })
    expect(await failure(ask(silent, '', goOn({ content: '', reasoning_content: 'So' })))).toMatchObject({
      status: 400,
      code: 'unsupported_value',
      param: 'continue_final_message',
    })
  })
})

import { InvalidRequestError } from 'colloquy'
import type { ChatCompletion, ChatCompletionRequest, ResponseFormatJsonSchemaSchema } from 'colloquy/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { scriptedModel } from '../../../../test/support/scripted-model.ts'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { tinyModel, writeTinyModel } from '../../../../test/support/tiny-model.ts'
import { ask, asking, chunksOf, failure } from '../__fixtures__/ask.ts'
import { createEngine } from '../engine.ts'
import type { Engine } from '../local-engine.ts'

const options = { threads: 1, gpu: 'none', contextSize: 1024 } as const

let noisy: Engine
let bytes: Engine

beforeAll(async () => {
  const flat = temporaryPath('flat.gguf')
  await writeTinyModel(flat, { spread: 0.5 })
  const anyByte = temporaryPath('any-byte.gguf')
  await writeTinyModel(anyByte, { spread: 0.5, says: 'bytes', seed: 3 })
  noisy = await createEngine({ ...options, model: flat, parallel: 4 })
  bytes = await createEngine({ ...options, model: anyByte, parallel: 4 })
})

afterAll(async () => {
  await Promise.all([noisy.close(), bytes.close()])
})

function inForm(schema: ResponseFormatJsonSchemaSchema): Pick<ChatCompletionRequest, 'response_format'> {
  return { response_format: { type: 'json_schema', json_schema: { name: 'form', schema, strict: true } } }
}

function textOf({ choices }: ChatCompletion): string {
  return choices[0]?.message.content ?? ''
}

interface Person {
  name: string
  age: number
  tags?: string[]
}

const person = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 6 },
    age: { type: 'integer', minimum: 18, maximum: 99 },
    tags: { type: 'array', items: { enum: ['a', 'b', 'ship', '<|im_start|>'] }, maxItems: 2 },
  },
  required: ['name', 'age'],
  additionalProperties: false,
}

function isPerson(text: string): boolean {
  const { name, age, tags = [], ...rest }: Person = JSON.parse(text)
  const knownTags = tags.every((tag) => ['a', 'b', 'ship', '<|im_start|>'].includes(tag))
  return /^.{1,6}$/su.test(name) && age >= 18 && age <= 99 && knownTags && Object.keys(rest).length === 0
}

function isListOfLists(text: string): boolean {
  const value: boolean[][] = JSON.parse(text)
  return value.length > 0 && value.length < 3 && value.every((inner) => inner.length < 3)
}

const forms: readonly (readonly [string, ResponseFormatJsonSchemaSchema, (text: string) => boolean])[] = [
  ['an object', person, isPerson],
  ['one of some words', { enum: ['yes', 'no', '⛵ at sea'] }, (text) => /^"(yes|no|⛵ at sea)"$/.test(text)],
  ['a number in a range', { type: 'integer', minimum: -3, maximum: 12 }, (text) => /^(-[123]|\d|1[012])$/.test(text)],
  ['a text by its pattern', { type: 'string', pattern: '^[a-c]{2}-\\d$' }, (text) => /^"[a-c]{2}-\d"$/.test(text)],
  [
    'a list of lists',
    { type: 'array', items: { type: 'array', items: { type: 'boolean' }, maxItems: 2 }, minItems: 1, maxItems: 2 },
    isListOfLists,
  ],
]

describe('an answer in the form of a schema', () => {
  test.each(forms)('is in that form, whatever a model at temperature 1 would say: %s', async (_, schema, fits) => {
    for (const engine of [noisy, bytes]) {
      const rounds = Array.from({ length: 50 }, (_nothing, seed) => seed)
      const answers = await Promise.all(
        rounds.map((seed) => ask(engine, 'Tell', { temperature: 1, seed, max_tokens: 400, ...inForm(schema) })),
      )
      for (const answer of answers) {
        expect(answer.choices[0]?.finish_reason).toBe('stop')
        expect(textOf(answer)).toSatisfy(fits)
      }
      expect(new Set(answers.map(textOf)).size).toBeGreaterThan(1)
    }
  })

  test('is in that form also where the model is sure of another text', async () => {
    const reciter = await createEngine({
      ...options,
      model: await scriptedModel({ says: 'Certainly! Here it is: {}' }),
    })
    const answer = await ask(reciter, 'Tell', inForm(person))
    await reciter.close()
    expect(isPerson(textOf(answer))).toBe(true)
  })

  test('spells what a model would say with a token that steers it', async () => {
    const says = '"<|tool|>"'
    const model = await scriptedModel({ says, controlTokens: ['<|tool|>'] })
    const forger = await createEngine({ ...options, model })
    const answer = await ask(forger, 'Tell', inForm({ type: 'string', maxLength: 8 }))
    const constant = await ask(forger, 'Tell', inForm({ const: '<|tool|>' }))
    await forger.close()
    expect(textOf(answer)).toMatch(/^".{0,8}"$/)
    expect(textOf(constant)).toBe(says)
  })

  test('keeps to it with every sampling option at once, in each of several choices', async () => {
    const { choices } = await ask(noisy, 'Tell', {
      ...inForm(person),
      n: 5,
      temperature: 2,
      top_p: 0.9,
      seed: 4,
      presence_penalty: 2,
      frequency_penalty: 2,
      logit_bias: { '7': 100, '8': -100 },
      logprobs: true,
      top_logprobs: 2,
      max_tokens: 400,
    })
    expect(choices).toHaveLength(5)
    expect(new Set(choices.map(({ message }) => message.content)).size).toBeGreaterThan(1)
    for (const { message, logprobs, finish_reason } of choices) {
      expect(finish_reason).toBe('stop')
      expect(isPerson(message.content ?? '')).toBe(true)
      const spelled = (logprobs?.content ?? []).flatMap((entry) => entry.bytes ?? [])
      expect(Buffer.from(spelled).toString()).toBe(message.content)
    }
  })

  test('repeats with its seed, after other forms and none were asked for', async () => {
    const fields = { temperature: 1, seed: 11, max_tokens: 400, ...inForm(person) }
    const first = textOf(await ask(noisy, 'Tell', fields))
    await ask(noisy, 'Tell', { temperature: 1, seed: 11, max_tokens: 5 })
    await ask(noisy, 'Tell', { ...fields, ...inForm({ enum: [1] }) })
    expect(textOf(await ask(noisy, 'Tell', fields))).toBe(first)
  })

  test('ends with "length" where the tokens run out before the form is complete', async () => {
    const answer = await ask(noisy, 'Tell', { max_tokens: 3, ...inForm(person) })
    expect(answer.choices[0]?.finish_reason).toBe('length')
    expect(answer.usage?.completion_tokens).toBe(3)
  })

  test('ends before a stop string like any other', async () => {
    const answer = await ask(noisy, 'Tell', { stop: '"age"', max_tokens: 400, ...inForm(person) })
    expect(answer.choices[0]?.finish_reason).toBe('stop')
    expect(textOf(answer)).toMatch(/^\{"name": ?"[^]*", ?$/)
  })

  test('streams in pieces that join to it', async () => {
    const chunks = await chunksOf(noisy, 'Tell', { stream: true, max_tokens: 400, ...inForm(person) })
    const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')
    expect(isPerson(text)).toBe(true)
  })

  test('is written without white space where the engine is told so', async () => {
    const compact = await createEngine({ ...options, model: await tinyModel(), jsonSpacing: 'compact' })
    for (let seed = 0; seed < 20; seed++) {
      const text = textOf(await ask(compact, 'Tell', { temperature: 1.5, seed, max_tokens: 400, ...inForm(person) }))
      expect(isPerson(text)).toBe(true)
      expect(JSON.stringify(JSON.parse(text))).toBe(text)
    }
    await compact.close()
  })

  test('may be any JSON where no schema is given', async () => {
    const response_format = { type: 'json_schema', json_schema: { name: 'anything' } } as const
    const { choices } = await ask(noisy, 'Tell', { temperature: 1, seed: 1, max_tokens: 900, response_format })
    if (choices[0]?.finish_reason === 'stop') JSON.parse(choices[0].message.content ?? '')
  })
})

describe('a JSON object', () => {
  test('is what an answer is when asked for, unless its tokens run out', async () => {
    let complete = 0
    for (let seed = 0; seed < 40; seed++) {
      const fields = { temperature: 1, seed, max_tokens: 300, response_format: { type: 'json_object' } } as const
      const answer = await ask(noisy, 'Tell', fields)
      if (answer.choices[0]?.finish_reason !== 'stop') continue
      complete++
      expect(JSON.parse(textOf(answer))).toBeTypeOf('object')
      expect(textOf(answer)).toMatch(/^\{/)
    }
    expect(complete).toBeGreaterThan(5)
  })
})

describe('a form that cannot be kept', () => {
  test('is refused before the first chunk, by the place of the schema', async () => {
    const schema = { type: 'object', properties: { a: { $ref: 'https://example.com/other.json' } } }
    const error = await failure(ask(noisy, 'Tell', inForm(schema)))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ code: 'unsupported_value', param: 'response_format.json_schema.schema', status: 400 })
  })

  test('is refused as well where it need not be strict', async () => {
    const json_schema = { name: 'f', strict: false, schema: { not: { type: 'string', pattern: '(a)\\1' } } }
    const request = asking(noisy, 'Tell', { response_format: { type: 'json_schema', json_schema } })
    const { signal } = new AbortController()
    const first = noisy.complete(request, { signal })[Symbol.asyncIterator]().next()
    expect(await failure(first)).toMatchObject({ code: 'unsupported_value' })
  })
})

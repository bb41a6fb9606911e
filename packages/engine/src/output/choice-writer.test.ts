import type { ChatCompletionTokenLogprob } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'

import { dialects } from '../dialects/__fixtures__/dialects.ts'
import { weatherTools } from '../dialects/__fixtures__/weather-tools.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { OutputSplitter } from '../dialects/split/output-splitter.ts'
import { ChoiceWriter, type AnswerToken, type ChoiceProgress } from './choice-writer.ts'

const encoder = new TextEncoder()

function word(text: string, withLogprob = false): AnswerToken {
  return {
    bytes: encoder.encode(text),
    endOfGeneration: false,
    logprob: withLogprob ? logprob(text) : undefined,
  }
}

function logprob(token: string): ChatCompletionTokenLogprob {
  return { token, logprob: -1, bytes: [...encoder.encode(token)], top_logprobs: [] }
}

const endOfTurn: AnswerToken = { bytes: new Uint8Array(0), endOfGeneration: true }

function writing(options: { stops?: readonly string[]; maxTokens?: number; dialect?: Dialect } = {}): ChoiceWriter {
  const { stops = [], maxTokens = 10, dialect = dialects.generic } = options
  return new ChoiceWriter({ splitter: new OutputSplitter(dialect, { tools: weatherTools }), stops, maxTokens })
}

/** The content of what a token brought, its log probabilities, and the end. */
function told({ events, end }: ChoiceProgress): { text: string; logprobs: unknown[]; end: unknown } {
  const content = events.flatMap((event) => (event.type === 'content' ? [event] : []))
  return {
    text: content.map(({ text }) => text).join(''),
    logprobs: content.flatMap(({ logprobs }) => logprobs),
    end,
  }
}

describe('ChoiceWriter', () => {
  test('ends with "stop" at the token that ends the turn and counts it', () => {
    const writer = writing()
    expect(told(writer.push(word('Hello')))).toEqual({ text: 'Hello', logprobs: [], end: undefined })
    expect(told(writer.push(endOfTurn))).toEqual({ text: '', logprobs: [], end: 'stop' })
    expect(writer.tokens).toBe(2)
  })

  test('ends with "length" at the last token it may have and hands out what was held back', () => {
    const writer = writing({ stops: ['there!'], maxTokens: 2 })
    expect(told(writer.push(word('Hi ')))).toMatchObject({ text: 'Hi ', end: undefined })
    expect(told(writer.push(word('there')))).toMatchObject({ text: 'there', end: 'length' })
  })

  test('ends with "stop" when the stop string comes with the very last token', () => {
    const writer = writing({ stops: ['.'], maxTokens: 1 })
    expect(told(writer.push(word('Yes.')))).toMatchObject({ text: 'Yes', end: 'stop' })
  })

  test('ends with "stop" when the token that ends the turn is the very last one', () => {
    expect(told(writing({ maxTokens: 1 }).push(endOfTurn))).toMatchObject({ text: '', end: 'stop' })
  })

  test('writes a replacement character when the limit cuts a character', () => {
    const half: AnswerToken = { bytes: encoder.encode('é').subarray(0, 1), endOfGeneration: false }
    expect(told(writing({ maxTokens: 1 }).push(half))).toMatchObject({ text: '\ufffd', end: 'length' })
  })

  test('sends the log probabilities of a token with the text it begins', () => {
    const writer = writing({ stops: ['END'] })
    expect(told(writer.push(word('a', true))).logprobs).toEqual([logprob('a')])
    expect(told(writer.push(word('E', true))).logprobs).toEqual([])
    expect(told(writer.push(word('N', true))).logprobs).toEqual([])
    const { text, logprobs } = told(writer.push(word('x', true)))
    expect(text).toBe('ENx')
    expect(logprobs).toEqual([logprob('E'), logprob('N'), logprob('x')])
  })

  test('sends the log probabilities of all tokens that share one character with that character', () => {
    const [first, second] = [encoder.encode('é').subarray(0, 1), encoder.encode('é').subarray(1)]
    const writer = writing()
    expect(told(writer.push({ bytes: first, endOfGeneration: false, logprob: logprob('1') })).logprobs).toEqual([])
    const { text, logprobs } = told(writer.push({ bytes: second, endOfGeneration: false, logprob: logprob('2') }))
    expect(text).toBe('é')
    expect(logprobs).toEqual([logprob('1'), logprob('2')])
  })

  test('sends no log probabilities for tokens inside the stop string, but for the one that begins before it', () => {
    const writer = writing({ stops: ['END'] })
    expect(told(writer.push(word('xE', true)))).toMatchObject({ text: 'x', logprobs: [logprob('xE')] })
    expect(told(writer.push(word('ND', true)))).toEqual({ text: '', logprobs: [], end: 'stop' })
  })

  test('hands out text and log probabilities together when the limit ends a held-back text', () => {
    const writer = writing({ stops: ['END'], maxTokens: 2 })
    writer.push(word('E', true))
    const last = told(writer.push(word('N', true)))
    expect(last).toEqual({ text: 'EN', logprobs: [logprob('E'), logprob('N')], end: 'length' })
  })

  test('sends log probabilities of content alone: none for reasoning, calls and the marks around them', () => {
    const writer = writing({ dialect: dialects.hermes })
    const tokens = [
      '<think>',
      'hm',
      '</think>',
      '\n\n',
      'Well.',
      '\n',
      '<tool_call>',
      '{"name": "now"}',
      '</tool_call>',
    ]
    const logprobs = tokens.flatMap((token) => told(writer.push(word(token, true))).logprobs)
    expect(logprobs).toEqual([logprob('Well.'), logprob('\n')])
  })

  test('looks for stop strings in content alone, not in reasoning or calls', () => {
    const writer = writing({ dialect: dialects.hermes, stops: ['city', 'then'], maxTokens: 20 })
    const first = [
      '<think>',
      'the city, then',
      '</think>',
      'Th',
      '<tool_call>',
      '{"name": "get_weather", "arguments": {"city"',
    ]
    for (const token of first) expect(writer.push(word(token)).end).toBeUndefined()
    expect(told(writer.push(word(': "x"}}</tool_call>Now then')))).toEqual({ text: 'Now ', logprobs: [], end: 'stop' })
  })

  test('counts the tokens of reasoning, its marks included', () => {
    const writer = writing({ dialect: dialects.hermes })
    for (const token of ['<think>', 'a', 'b', '</think>', 'c']) writer.push(word(token))
    expect([writer.reasoningTokens, writer.tokens]).toEqual([4, 5])
  })

  test('reads control tokens that are marks by their text', () => {
    const writer = writing({ dialect: { ...dialects.mistralList, markTokens: new Map([[5, '[TOOL_CALLS]']]) } })
    const half = encoder.encode('é').subarray(0, 1)
    expect(told(writer.push({ bytes: half, endOfGeneration: false })).text).toBe('')
    const mark = { bytes: new Uint8Array(0), mark: '[TOOL_CALLS]', endOfGeneration: false }
    expect(told(writer.push(mark)).text).toBe('\ufffd')
    expect(writer.push(word('[{"name": "now"}]')).events.map(({ type }) => type)).toEqual([
      'tool-call-start',
      'tool-call-arguments',
      'tool-call-end',
    ])
  })

  test('tells a call that is none as content', () => {
    const writer = writing()
    writer.push(word('<tool_call> {'))
    expect(told(writer.refuseCall())).toEqual({ text: '<tool_call> {', logprobs: [], end: undefined })
    expect(told(writer.push(word('"name": "now"}'))).text).toBe('"name": "now"}')
  })
})

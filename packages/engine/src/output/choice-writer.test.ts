import type { ChatCompletionTokenLogprob } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'

import { ChoiceWriter, type AnswerToken } from './choice-writer.ts'

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

describe('ChoiceWriter', () => {
  test('ends with "stop" at the token that ends the turn and counts it', () => {
    const writer = new ChoiceWriter({ stops: [], maxTokens: 10 })
    expect(writer.push(word('Hello'))).toEqual({ text: 'Hello', logprobs: [], end: undefined })
    expect(writer.push(endOfTurn)).toEqual({ text: '', logprobs: [], end: 'stop' })
    expect(writer.tokens).toBe(2)
  })

  test('ends with "length" at the last token it may have and hands out what was held back', () => {
    const writer = new ChoiceWriter({ stops: ['there!'], maxTokens: 2 })
    expect(writer.push(word('Hi '))).toMatchObject({ text: 'Hi ', end: undefined })
    expect(writer.push(word('there'))).toMatchObject({ text: 'there', end: 'length' })
  })

  test('ends with "stop" when the stop string comes with the very last token', () => {
    const writer = new ChoiceWriter({ stops: ['.'], maxTokens: 1 })
    expect(writer.push(word('Yes.'))).toMatchObject({ text: 'Yes', end: 'stop' })
  })

  test('ends with "stop" when the token that ends the turn is the very last one', () => {
    const writer = new ChoiceWriter({ stops: [], maxTokens: 1 })
    expect(writer.push(endOfTurn)).toMatchObject({ text: '', end: 'stop' })
  })

  test('writes a replacement character when the limit cuts a character', () => {
    const writer = new ChoiceWriter({ stops: [], maxTokens: 1 })
    expect(writer.push({ bytes: encoder.encode('é').subarray(0, 1), endOfGeneration: false })).toMatchObject({
      text: '\ufffd',
      end: 'length',
    })
  })

  test('sends the log probabilities of a token with the text it begins', () => {
    const writer = new ChoiceWriter({ stops: ['END'], maxTokens: 10 })
    expect(writer.push(word('a', true)).logprobs).toEqual([logprob('a')])
    expect(writer.push(word('E', true)).logprobs).toEqual([])
    expect(writer.push(word('N', true)).logprobs).toEqual([])
    const progress = writer.push(word('x', true))
    expect(progress.text).toBe('ENx')
    expect(progress.logprobs).toEqual([logprob('E'), logprob('N'), logprob('x')])
  })

  test('sends the log probabilities of all tokens that share one character with that character', () => {
    const [first, second] = [encoder.encode('é').subarray(0, 1), encoder.encode('é').subarray(1)]
    const writer = new ChoiceWriter({ stops: [], maxTokens: 10 })
    expect(writer.push({ bytes: first, endOfGeneration: false, logprob: logprob('1') }).logprobs).toEqual([])
    const progress = writer.push({ bytes: second, endOfGeneration: false, logprob: logprob('2') })
    expect(progress.text).toBe('é')
    expect(progress.logprobs).toEqual([logprob('1'), logprob('2')])
  })

  test('sends no log probabilities for tokens inside the stop string, but for the one that begins before it', () => {
    const writer = new ChoiceWriter({ stops: ['END'], maxTokens: 10 })
    expect(writer.push(word('xE', true))).toMatchObject({ text: 'x', logprobs: [logprob('xE')] })
    expect(writer.push(word('ND', true))).toEqual({ text: '', logprobs: [], end: 'stop' })
  })

  test('hands out text and log probabilities together when the limit ends a held-back text', () => {
    const writer = new ChoiceWriter({ stops: ['END'], maxTokens: 2 })
    writer.push(word('E', true))
    expect(writer.push(word('N', true))).toEqual({ text: 'EN', logprobs: [logprob('E'), logprob('N')], end: 'length' })
  })
})

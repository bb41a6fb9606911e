import { readFile } from 'node:fs/promises'

import { assert, asyncProperty, constantFrom, string } from 'fast-check'
import { describe, expect, test } from 'vitest'

import { nativeReply } from './native-reply.ts'
import { scriptedModel, writeScriptedModel } from './scripted-model.ts'
import { temporaryPath } from './temporary-path.ts'

const ask = (text: string): string => `<|im_start|>user\n${text}<|im_end|>\n<|im_start|>assistant\n`

describe('scripted model', () => {
  test('says its text exactly, then ends', async () => {
    const says = 'Héllo 😀😀! ha ha ha ha\n\n\n1234 5 — the end, the end.'
    expect(await nativeReply(await scriptedModel({ says }), ask('Hello'), 100)).toMatchObject({
      text: says,
      ended: true,
    })
  })

  test('says any text, cut into words or bytes, however wild the sampling', async () => {
    const any = string({ unit: 'binary', maxLength: 40 })
    const say = asyncProperty(any, constantFrom('tokens', 'bytes'), async (says, cut) => {
      const path = await scriptedModel({ says, cut })
      const reply = await nativeReply(path, ask('Say it'), 200, { temperature: 2, seed: 9 })
      expect(reply).toMatchObject({ text: says, ended: true })
    })
    await assert(say, { numRuns: 25 })
  })

  test('cuts a character of several bytes into as many tokens', async () => {
    const path = await scriptedModel({ says: 'né😀', cut: 'bytes' })
    expect((await nativeReply(path, ask('Say it'), 50)).tokens).toHaveLength(1 + 2 + 4)
  })

  test('says it again on the next turn', async () => {
    const path = await scriptedModel({ says: 'As I said.' })
    const conversation = `${ask('One')}As I said.<|im_end|>\n${ask('Two')}`
    expect(await nativeReply(path, conversation, 50)).toMatchObject({ text: 'As I said.', ended: true })
  })

  test('answers the last cue in the prompt, and says the main text without one', async () => {
    const cues = { 'the weather': 'Rain and wind.', tool_result: 'It is 12 °C.' }
    const path = await scriptedModel({ says: 'Good day.', cues })
    const say = async (text: string): Promise<string> => (await nativeReply(path, ask(text), 50)).text
    expect(await say('Hello')).toBe('Good day.')
    expect(await say('How is the weather?')).toBe('Rain and wind.')
    expect(await say('Is the weather good? tool_result 12')).toBe('It is 12 °C.')
    expect(await say('tool_result 12. And the weather?')).toBe('Rain and wind.')
  })

  test('says user tokens as single tokens', async () => {
    const path = await scriptedModel({ says: '<think>so</think>', userTokens: ['<think>', '</think>'] })
    expect(await nativeReply(path, ask('Well?'), 50)).toMatchObject({ text: '<think>so</think>', ended: true })
    expect((await nativeReply(path, ask('Well?'), 50)).tokens.length).toBeLessThanOrEqual(4)
  })

  test('keeps count over a long prompt and a long reply', async () => {
    const says = Array.from({ length: 240 }, (_, index) => `${index}.`).join(' ')
    const path = await scriptedModel({ says, contextLength: 4096 })
    const reply = await nativeReply(path, ask('word '.repeat(1400)), 2000)
    expect(reply).toMatchObject({ text: says, ended: true })
  })

  test('is the same file, byte for byte, for the same script', async () => {
    const paths = [temporaryPath('one.gguf'), temporaryPath('two.gguf')]
    await Promise.all(paths.map((path) => writeScriptedModel(path, { says: 'Once.' })))
    const [one, two] = await Promise.all(paths.map((path) => readFile(path, 'base64')))
    expect(one).toBe(two)
  })

  test('refuses an opener that does not start with a control token', async () => {
    await expect(scriptedModel({ says: 'x', opener: 'Assistant:' })).rejects.toThrow(/must start with one of <\|endof/)
  })
})

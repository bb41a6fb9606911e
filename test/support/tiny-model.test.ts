import { readFile, stat } from 'node:fs/promises'

import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'

import { nativeReply, withNativeModel } from './native-reply.ts'
import { temporaryPath } from './temporary-path.ts'
import { tinyModel, type TinyModelOptions, writeTinyModel } from './tiny-model.ts'
import { tinyTokenizer } from './tiny-tokenizer.ts'

const prompt = '<|im_start|>user\nSay something<|im_end|>\n<|im_start|>assistant\n'

describe('tiny model', () => {
  test('is a file under a megabyte, written once', async () => {
    const path = await tinyModel()
    expect((await stat(path)).size).toBeLessThan(1_000_000)
    expect(await tinyModel()).toBe(path)
  })

  test('is the same, byte for byte, for the same seed, and another for another', async () => {
    const [first, second, other] = await Promise.all([7, 7, 8].map((seed) => variant({ seed })))
    expect(await bytes(first)).toEqual(await bytes(second))
    expect(await bytes(first)).not.toEqual(await bytes(other))
  })

  test('tokenizes any text so that it reads back the same', async () => {
    await withNativeModel(await tinyModel(), (model) => {
      const text = string({ unit: 'binary', maxLength: 60 })
      assert(property(text, (given) => model.detokenize(model.tokenize(given, false), false) === given))
    })
  })

  test('tokenizes as its own vocabulary does', async () => {
    const { vocabulary, controlTokens } = tinyTokenizer()
    await withNativeModel(await tinyModel(), (model) => {
      for (const text of [prompt, "It's 12 o'clock,  and   he said: ¡así! 日本 🙂\n\n  Well…", ' the people\t\t42 ']) {
        expect([...model.tokenize(text, true)]).toEqual(vocabulary.encode(text, { special: controlTokens }))
      }
    })
  })

  test('cuts everyday English into tokens of several letters', async () => {
    await withNativeModel(await tinyModel(), (model) => {
      expect(model.tokenize('The weather in Paris was good when he asked about it.', false).length).toBeLessThan(25)
    })
  })

  test('names its end token, and takes no BOS of its own accord', async () => {
    await withNativeModel(await tinyModel(), (model) => {
      expect(model.getTokenString(model.tokenEos())).toBe('<|im_end|>')
      expect(model.isEogToken(model.tokenEos())).toBe(true)
      expect(model.shouldPrependBosToken()).toBe(false)
      expect(model.getTrainContextSize()).toBe(2048)
    })
  })

  test('says the same when asked twice, and something else to another prompt', async () => {
    const path = await tinyModel()
    const first = await nativeReply(path, prompt, 40)
    expect(first.tokens.length).toBeGreaterThan(0)
    expect(await nativeReply(path, prompt, 40)).toEqual(first)
    expect((await nativeReply(path, 'Why?', 40)).text).not.toBe(first.text)
  })

  test('says whole ASCII characters, or any bytes when asked to', async () => {
    const sampling = { temperature: 1, seed: 3 }
    const ascii = await variant({ replyLength: Infinity })
    expect((await nativeReply(ascii, prompt, 200, sampling)).text).toMatch(/^[ -~]+$/)
    const anything = await variant({ replyLength: Infinity, says: 'bytes' })
    expect((await nativeReply(anything, prompt, 200, sampling)).text).toContain('\u{fffd}')
  })

  test('ends soon, late or never as its reply length says', async () => {
    expect(mean(await lengths(5))).toBeLessThan(15)
    expect(mean(await lengths(50))).toBeGreaterThan(20)
    expect(Math.min(...(await lengths(Infinity)))).toBe(300)
  })

  test('shows the effect of a seed when its logits are nearly uniform', async () => {
    const path = await variant({ spread: 0.1, replyLength: Infinity })
    const say = async (seed: number): Promise<string> =>
      (await nativeReply(path, prompt, 20, { temperature: 1, seed })).text
    expect(await say(1)).toBe(await say(1))
    expect(await say(1)).not.toBe(await say(2))
  })
})

async function lengths(replyLength: number): Promise<number[]> {
  const path = await variant({ replyLength, spread: 1 })
  const replies: number[] = []
  for (let seed = 0; seed < 20; seed++) {
    replies.push((await nativeReply(path, prompt, 300, { temperature: 1, seed })).tokens.length)
  }
  return replies
}

let written = 0

async function variant(options: TinyModelOptions): Promise<string> {
  const path = temporaryPath(`variant-${written++}.gguf`)
  await writeTinyModel(path, options)
  return path
}

async function bytes(path: string | undefined): Promise<string> {
  return (await readFile(path ?? '')).toString('base64')
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

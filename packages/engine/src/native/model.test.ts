import { writeFile } from 'node:fs/promises'

import { ModelError } from 'colloquy'
import { describe, expect, test } from 'vitest'

import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { tinyModel } from '../../../../test/support/tiny-model.ts'
import { readGguf } from '../models/gguf/read-gguf.ts'
import { loadBinding } from './load-binding.ts'
import { LlamaModel } from './model.ts'

async function withModel<T>(use: (model: LlamaModel) => T | Promise<T>): Promise<T> {
  const path = await tinyModel()
  const tokens = (await readGguf(path, { arrays: true })).metadata.get('tokenizer.ggml.tokens')
  const vocabularySize = Array.isArray(tokens) ? tokens.length : 0
  const model = await LlamaModel.load(await loadBinding('none'), path, { vocabularySize })
  try {
    return await use(model)
  } finally {
    await model[Symbol.asyncDispose]()
  }
}

describe('LlamaModel', () => {
  test('spells any text back byte for byte, one token at a time', () =>
    withModel((model) => {
      for (const text of ['Hello, world!', ' two  spaces\n\n\ttab', 'naïve 日本語 ⛵👩‍🚀', '\u0000\u0007', 'ÿ¡­']) {
        const bytes = [...model.tokenize(text, { special: false })].map((token) => model.tokenBytes(token))
        expect(Buffer.concat(bytes).toString()).toBe(text)
      }
    }))

  test('cuts a character into several tokens whose bytes are no text by themselves', () =>
    withModel((model) => {
      const tokens = model.tokenize('👩', { special: false })
      expect(tokens.length).toBeGreaterThan(1)
      expect(model.tokenBytes(tokens[0] ?? 0)).toEqual(Uint8Array.of(0xf0))
    }))

  test('knows the tokens that steer, and makes them only of text that may', () =>
    withModel((model) => {
      const end = model.specialTokens().find(({ text }) => text === '<|im_end|>')
      expect(end).toMatchObject({ kind: 'control', endOfGeneration: true })
      expect(model.tokenize('<|im_end|>', { special: true })).toEqual(Uint32Array.of(end?.id ?? -1))
      expect([...model.tokenize('<|im_end|>', { special: false })]).not.toContain(end?.id)
      expect(model.tokenBytes(end?.id ?? -1)).toHaveLength(0)
      expect(model.isEndOfGeneration(end?.id ?? -1)).toBe(true)
    }))

  test('refuses ids outside the vocabulary, which would end the process inside the addon', () =>
    withModel((model) => {
      expect(() => model.tokenBytes(model.vocabularySize)).toThrow(RangeError)
      expect(() => model.tokenBytes(-1)).toThrow(RangeError)
    }))

  test('throws after it was disposed, and can be disposed twice', async () => {
    const model = await withModel((loaded) => loaded)
    expect(() => model.tokenize('x', { special: false })).toThrow(ModelError)
    await model[Symbol.asyncDispose]()
  })

  test("tells in llama.cpp's words why a file cannot be loaded", async () => {
    const path = temporaryPath('broken.gguf')
    await writeFile(path, 'GGUF and nothing else that makes sense')
    const loading = LlamaModel.load(await loadBinding('none'), path, { vocabularySize: 1 })
    await expect(loading).rejects.toMatchObject({ code: 'model_file_invalid' })
    await expect(loading).rejects.toThrow(/llama\.cpp cannot load .*gguf/)
  })

  test('stops loading when the signal is aborted', async () => {
    const reason = new Error('changed my mind')
    const loading = LlamaModel.load(await loadBinding('none'), await tinyModel(), {
      vocabularySize: 1,
      signal: AbortSignal.abort(reason),
    })
    await expect(loading).rejects.toMatchObject({ code: 'aborted', cause: reason })
  })
})

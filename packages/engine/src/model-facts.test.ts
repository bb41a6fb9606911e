import { ModelError } from 'colloquy'
import { describe, expect, test } from 'vitest'

import { readsReasoningEffort, slidingWindow, systemFingerprint, vocabularySize } from './model-facts.ts'
import { describeModel, type GgufFile, type GgufValue } from './models/index.ts'

function header(metadata: Readonly<Record<string, GgufValue>>): GgufFile {
  return {
    path: '/models/x.gguf',
    size: 1,
    version: 3,
    tensorCount: 0,
    tensors: [],
    metadata: new Map(Object.entries(metadata)),
  }
}

describe('what a model file tells an engine', () => {
  test('is the size of its vocabulary, read or stepped over', () => {
    expect(vocabularySize(header({ 'tokenizer.ggml.tokens': ['a', 'b'] }))).toBe(2)
    expect(
      vocabularySize(header({ 'tokenizer.ggml.tokens': { skipped: true, elementType: 'string', length: 49_152 } })),
    ).toBe(49_152)
  })

  test('is an error where there is no vocabulary', () => {
    expect(() => vocabularySize(header({}))).toThrow(ModelError)
  })

  test('is how far back its narrowest attention looks', () => {
    const gemma = header({ 'general.architecture': 'gemma3', 'gemma3.attention.sliding_window': 512 })
    expect(slidingWindow(gemma, describeModel(gemma))).toBe(512)
    const llama = header({ 'general.architecture': 'llama' })
    expect(slidingWindow(llama, describeModel(llama))).toBe(0)
  })

  test('is whether its template reads a reasoning effort under any of its names', () => {
    expect(readsReasoningEffort({ source: '{% if enable_thinking %}<think>{% endif %}' })).toBe(true)
    expect(readsReasoningEffort({ source: 'Reasoning: {{ reasoning_effort }}' })).toBe(true)
    expect(readsReasoningEffort({ source: '{{ messages }}' })).toBe(false)
    expect(readsReasoningEffort({ source: '{{ messages }}', toolUse: '{{ thinking }}' })).toBe(true)
  })

  test('makes a fingerprint that follows the file and the sizes', () => {
    const file = { reference: 'm', path: '/m', size: 1, sha256: 'aa' }
    const print = systemFingerprint(file, { contextSize: 1 })
    expect(print).toMatch(/^fp_[0-9a-f]{10}$/)
    expect(systemFingerprint({ ...file, path: '/elsewhere' }, { contextSize: 1 })).toBe(print)
    expect(systemFingerprint({ ...file, sha256: 'bb' }, { contextSize: 1 })).not.toBe(print)
    expect(systemFingerprint(file, { contextSize: 2 })).not.toBe(print)
  })
})

import { describe, expect, test } from 'vitest'
import { describeModel } from './describe-model.ts'
import type { GgufFile, GgufValue } from './gguf-file.ts'

function file(metadata: Record<string, GgufValue>, tensors: GgufFile['tensors'] = []): GgufFile {
  const pairs = new Map(Object.entries(metadata))
  return { path: 'm.gguf', size: 1000, version: 3, metadata: pairs, tensorCount: tensors.length, tensors }
}

const llama = {
  'general.architecture': 'llama',
  'general.name': 'Tiny',
  'general.size_label': '135M',
  'general.license': 'apache-2.0',
  'general.file_type': 15,
  'llama.block_count': 30,
  'llama.context_length': 8192,
  'llama.embedding_length': 576,
  'llama.attention.head_count': 9,
  'llama.attention.head_count_kv': 3,
  'tokenizer.chat_template': '{{ messages }}',
  'tokenizer.chat_templates': ['tool_use'],
  'tokenizer.chat_template.tool_use': '{{ tools }}',
  'tokenizer.ggml.bos_token_id': 1,
  'tokenizer.ggml.eos_token_id': 2,
}

describe('describeModel', () => {
  test('tells what a model is before it is loaded', () => {
    expect(describeModel(file(llama))).toEqual({
      name: 'Tiny',
      architecture: 'llama',
      sizeLabel: '135M',
      contextLength: 8192,
      quantisation: 'Q4_K_M',
      chatTemplate: '{{ messages }}',
      namedChatTemplates: new Map([['tool_use', '{{ tools }}']]),
      bosToken: 1,
      eosToken: 2,
      layers: 30,
      heads: 9,
      kvHeads: 3,
      kvBytesPerToken: 30 * 3 * 64 * 2 * 2,
      fileSize: 1000,
      licence: 'apache-2.0',
    })
  })

  test('counts parameters from the tensors where the file does not state them', () => {
    const tensors = [
      { name: 'a', shape: [10, 20], type: 0, offset: 0 },
      { name: 'b', shape: [5], type: 0, offset: 800 },
    ]
    expect(describeModel(file({}, tensors)).parameters).toBe(205)
    expect(describeModel(file({ 'general.parameter_count': 7 }, tensors)).parameters).toBe(7)
  })

  test('takes key and value lengths the file states over those of its width', () => {
    const stated = { ...llama, 'llama.attention.key_length': 128, 'llama.attention.value_length': 96 }
    expect(describeModel(file(stated)).kvBytesPerToken).toBe(30 * 3 * (128 + 96) * 2)
  })

  test('adds up the KV heads of blocks that differ', () => {
    const hybrid = { ...llama, 'llama.attention.head_count_kv': [0, 4, 0, 2] }
    expect(describeModel(file(hybrid))).toMatchObject({ kvHeads: 4, kvBytesPerToken: 6 * 64 * 2 * 2 })
  })

  test('leaves out what a bare file does not say', () => {
    expect(describeModel(file({}))).toEqual({ fileSize: 1000, namedChatTemplates: new Map() })
  })
})

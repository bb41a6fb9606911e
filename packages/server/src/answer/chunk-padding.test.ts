import type { ChatCompletionChunk } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'
import { ChunkPadding } from './chunk-padding.ts'

describe('ChunkPadding', () => {
  test('brings the chunks of a stream to one length in bytes, whatever the token', () => {
    const padding = new ChunkPadding()
    const deltas = [
      { role: 'assistant', content: '', refusal: null },
      ...tokens.map((content) => ({ content })),
      {},
    ] as const
    const lengths = deltas.map((delta) => byteLength(padding.pad(chunk(delta))))
    expect(new Set(lengths).size).toBe(1)
  })

  test('lets a chunk too long for that length differ by whole steps of 128 bytes', () => {
    const padding = new ChunkPadding()
    const usual = byteLength(padding.pad(chunk({ content: '' })))
    for (const size of [100, 200, 300, 1000]) {
      const beyond = byteLength(padding.pad(chunk({ content: 'x'.repeat(size) }))) - usual
      expect(beyond % 128).toBe(0)
    }
  })

  test('pads with characters that differ each time', () => {
    const padding = new ChunkPadding()
    const [one, other] = [padding.pad(chunk({})).obfuscation, padding.pad(chunk({})).obfuscation]
    expect(one).toMatch(/^[\w-]{128}$/)
    expect(other).not.toBe(one)
  })
})

const tokens = ['a', ' the', 'ä', '日本', '🙂', '\n\n', ' internationalization', '"', '\\']

function chunk(delta: ChatCompletionChunk['choices'][number]['delta']): ChatCompletionChunk {
  const choices = [{ index: 0, delta, finish_reason: null }]
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm', choices }
}

function byteLength(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).byteLength
}

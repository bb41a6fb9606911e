import { expect, test } from 'vitest'
import { contextShare, contextSize } from './context-share.ts'

const model = (id: string, size?: number) => ({
  id,
  object: 'model' as const,
  created: 0,
  owned_by: 'x',
  ...(size !== undefined && { max_model_len: size }),
})
const usage = (total_tokens: number) => ({ prompt_tokens: total_tokens, completion_tokens: 0, total_tokens })

test('is the part of the context that prompt and answer fill', () => {
  expect(contextShare(usage(1024), 4096)).toBe('25 % of context')
  expect(contextShare(usage(3), 4096)).toBe('<1 % of context')
})

test('takes the size that the model asked is listed with', async () => {
  expect(await contextSize({ models: async () => [model('a', 1), model('b', 2)] }, 'b')).toBe(2)
  expect(await contextSize({ models: async () => [model('a', 1), model('b', 2)] }, 'c')).toBeUndefined()
})

test('takes that of the only model, which an alias means', async () => {
  expect(await contextSize({ models: async () => [model('a', 1)] }, './a.gguf')).toBe(1)
})

test('is unknown where the answering side does not tell, or fails to', async () => {
  expect(await contextSize({ models: async () => [model('a')] }, 'a')).toBeUndefined()
  expect(await contextSize({ models: () => Promise.reject(new Error('no list')) }, 'a')).toBeUndefined()
})

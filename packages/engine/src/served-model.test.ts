import { describe, expect, test } from 'vitest'

import { meansServedModel, servedModelId } from './served-model.ts'

const fromCatalog = { reference: 'smollm2:135m', path: '/models/abc/SmolLM2.gguf', size: 1 }
const ownFile = {
  reference: '/home/me/secret folder/my-model.Q4_K_M.gguf',
  path: '/home/me/secret folder/my-model.Q4_K_M.gguf',
  size: 1,
}

describe('a served model', () => {
  test('goes by its reference', () => {
    expect(servedModelId(fromCatalog)).toBe('smollm2:135m')
  })

  test('goes by its file name where it is a file, and keeps the folder to itself', () => {
    expect(servedModelId(ownFile)).toBe('my-model.Q4_K_M')
  })

  test.each(['smollm2:135m', 'smollm2', ' smollm2:135m', 'SmolLM2.gguf'])('is meant by %j', (name) => {
    expect(meansServedModel(name, fromCatalog)).toBe(true)
  })

  test.each(['my-model.Q4_K_M', 'my-model.Q4_K_M.gguf', ownFile.path, `file://${encodeURI(ownFile.path)}`])(
    'that is a file is meant by %j',
    (name) => {
      expect(meansServedModel(name, ownFile)).toBe(true)
    },
  )

  test.each(['gpt-4o', '', 'smollm2:360m', 'hf:someone/else', 'my-model'])('is not meant by %j', (name) => {
    expect(meansServedModel(name, fromCatalog)).toBe(false)
    expect(meansServedModel(name, ownFile)).toBe(false)
  })
})

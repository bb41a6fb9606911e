import { describe, expect, test } from 'vitest'

import { chatTemplateSource, type TemplateOrigin } from './chat-template-source.ts'
import { ChatTemplate } from './chat-template.ts'

const none: TemplateOrigin = {
  model: 'base-7b',
  chatTemplate: undefined,
  namedChatTemplates: new Map(),
  hasToken: () => false,
}

describe("a model's templates", () => {
  test('are the one it has', () => {
    expect(chatTemplateSource({ ...none, chatTemplate: 'own' })).toEqual({ source: 'own' })
  })

  test('are `default` and `tool_use` where they have names', () => {
    const namedChatTemplates = new Map([
      ['default', 'named'],
      ['tool_use', 'tools'],
      ['rag', 'other'],
    ])
    expect(chatTemplateSource({ ...none, chatTemplate: 'own', namedChatTemplates })).toEqual({
      source: 'named',
      toolUse: 'tools',
    })
  })

  test("are ChatML for a vocabulary with ChatML's tokens", () => {
    const { source } = chatTemplateSource({ ...none, hasToken: (text) => text.startsWith('<|im_') })
    const { text } = new ChatTemplate(source).render({ messages: [{ role: 'user', content: 'Hi' }] })
    expect(text).toBe('<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n')
  })

  test('are missed with the name of the model and a remedy', () => {
    expect(() => chatTemplateSource(none)).toThrow(/base-7b has no chat template.*-Instruct/)
  })
})

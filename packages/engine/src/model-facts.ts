import { createHash } from 'node:crypto'

import { ModelError } from 'colloquy'

import type { GgufFile, ModelDescription, ModelFile } from './models/index.ts'
import { bindingVersion } from './native/load-binding.ts'
import type { ChatTemplateSource } from './prompt/chat-template-source.ts'

/** How many tokens the vocabulary has. Throws `ModelError` for a file without one, such as a part of a split model. */
export function vocabularySize(gguf: GgufFile): number {
  const tokens = gguf.metadata.get('tokenizer.ggml.tokens')
  if (typeof tokens === 'object' && 'length' in tokens) return tokens.length
  throw new ModelError(`${gguf.path} has no vocabulary. Expected a GGUF file of a language model, in one part.`, {
    code: 'model_file_invalid',
  })
}

/** How far back the narrowest attention of the model looks, in tokens; 0 where its file does not tell. */
export function slidingWindow(gguf: GgufFile, description: ModelDescription): number {
  const window = gguf.metadata.get(`${description.architecture}.attention.sliding_window`)
  return typeof window === 'number' ? window : 0
}

/** True where the model's template does something with a `reasoning_effort`, under one of the names it goes by. */
export function readsReasoningEffort({ source, toolUse = '' }: ChatTemplateSource): boolean {
  return /\b(reasoning_effort|enable_thinking|thinking)\b/.test(source + toolUse)
}

/** Names what decides the numbers of an answer: answers with the same seed repeat while it stays the same. */
export function systemFingerprint(file: ModelFile, sizes: Readonly<Record<string, number | string>>): string {
  const facts = JSON.stringify([file.reference, file.sha256 ?? file.size, bindingVersion, sizes])
  return `fp_${createHash('sha256').update(facts).digest('hex').slice(0, 10)}`
}

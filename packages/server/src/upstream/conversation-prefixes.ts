import type { ChatCompletionRequest } from 'colloquy/protocol'
import { hashSeed, textHash } from './text-hash.ts'

/**
 * Names the beginnings of a conversation, from the shortest that tells it from others to the whole: hashes of
 * everything up to the first user message, up to the next message, and so on. The next turn of the same conversation
 * has all of them, then its own. A `prompt_cache_key` is part of each, so that its owner can keep conversations apart
 * or together.
 */
export function conversationPrefixes(request: ChatCompletionRequest): number[] {
  const { model, messages, prompt_cache_key: cacheKey, tools } = request
  // Tools stand before the messages in the prompt of every common template.
  let hash = textHash(JSON.stringify([model, cacheKey ?? '', tools ?? []]), hashSeed)
  const prefixes: number[] = []
  for (const message of messages) {
    hash = textHash(JSON.stringify([message.role, message.content ?? null]), hash)
    // A system prompt alone is shared by all conversations of a program: it would send all of them to one place.
    if (prefixes.length > 0 || (message.role !== 'system' && message.role !== 'developer')) prefixes.push(hash)
  }
  return prefixes.length > 0 ? prefixes : [hash]
}

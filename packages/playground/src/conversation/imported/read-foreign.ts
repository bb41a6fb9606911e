import type { Conversation } from '../conversation.ts'
import { fromChatGpt } from './chat-gpt.ts'
import { asConversation } from './foreign-conversation.ts'
import { fromLlamaServer } from './llama-server.ts'
import { fromOpenWebUi } from './open-webui.ts'

/**
 * Reads a conversation as another program exports it, with all its branches: ChatGPT (`conversations.json`), Open WebUI
 * and the page of llama-server. Undefined where it is none of these.
 */
export function readForeign(value: unknown, now: number): Conversation | undefined {
  const foreign = fromChatGpt(value) ?? fromOpenWebUi(value) ?? fromLlamaServer(value)
  return foreign && asConversation(foreign, now)
}

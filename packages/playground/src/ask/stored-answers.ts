import type { ChatCompletion } from 'colloquy'

import { readConversations } from '../conversation/exported.ts'
import { textOf, type Conversation } from '../conversation/conversation.ts'
import { endpointClient, type Endpoint } from './endpoint-client.ts'

/** How many answers are listed, the newest first. */
const listed = 50

/** An answer that the server keeps: it was asked for with `store: true`. */
export interface StoredAnswer {
  readonly id: string
  /** The first words of the answer. */
  readonly title: string
  readonly model: string
  /** Unix milliseconds. */
  readonly created: number
  readonly completion: ChatCompletion
}

/** The answers that the server keeps, the newest first. Throws what the server says where it keeps none. */
export async function storedAnswers(endpoint: Endpoint): Promise<readonly StoredAnswer[]> {
  const client = endpointClient(endpoint, { maxRetries: 1 })
  const { data } = await client.chat.listChatCompletions({ limit: listed, order: 'desc' })
  return data.map((completion) => {
    const { id, model, created, choices } = completion
    const words = textOf(choices[0]?.message.content).trim().slice(0, 80)
    return { id, title: words === '' ? 'An answer without words' : words, model, created: created * 1000, completion }
  })
}

/** The conversation that ends with a stored answer. */
export async function conversationOf(endpoint: Endpoint, { id, completion }: StoredAnswer): Promise<Conversation> {
  const messages: unknown[] = []
  for await (const message of endpointClient(endpoint).chat.completions.messages.list(id, { limit: 100 })) {
    const { id: _, content_parts: parts, ...said } = message
    messages.push({ ...said, content: parts ?? said.content })
  }
  const answer = completion.choices[0]?.message
  const [conversation] = readConversations(JSON.stringify(answer === undefined ? messages : [...messages, answer]))
  if (conversation === undefined) throw new Error('The server told no messages.')
  return conversation
}

import { textOf, titleOf, type Conversation } from './conversation.ts'

const texts = new WeakMap<Conversation, string>()

/** Whether a conversation's name or anything said in it has these words in it, in any case of letters. */
export function mentions(conversation: Conversation, words: string): boolean {
  return textOfAll(conversation).includes(words.trim().toLowerCase())
}

// Put together once: each letter typed into a search asks for all of them again.
function textOfAll(conversation: Conversation): string {
  const known = texts.get(conversation)
  if (known !== undefined) return known
  const said = conversation.lanes.flatMap(({ tree }) => tree.nodes.map(({ message }) => textOf(message.content)))
  const text = [titleOf(conversation), ...said].join('\n').toLowerCase()
  texts.set(conversation, text)
  return text
}

import type { ChatCompletionTokenLogprob } from 'colloquy'

import type { Conversation } from './conversation.ts'
import type { MessageNode } from './message-tree.ts'
import { packTokens, unpackTokens, type PackedTokens } from './packed-tokens.ts'

/** A conversation as it is in the store: its probabilities are beside it. */
export interface StoredConversation extends Conversation {
  /** Another one each time it is stored; absent from what earlier versions of the page stored. */
  readonly revision?: string
  /** What {@link place} names them by. */
  readonly tokens?: ReadonlyMap<string, PackedTokens>
}

/** A conversation ready to be stored. */
export function asStored(conversation: Conversation, revision: string): StoredConversation {
  const tokens = new Map<string, PackedTokens>()
  const bare = withTokens(conversation, (content, place) => {
    const packed = packTokens(content)
    if (packed === undefined) return content
    tokens.set(place, packed)
    return []
  })
  return { ...bare, revision, tokens }
}

/** The conversation that was stored. */
export function fromStored(stored: StoredConversation): Conversation {
  const { id, title, created, updated, lanes, tokens } = stored
  const bare = { id, title, created, updated, lanes }
  return withTokens(bare, (content, place) => {
    const packed = tokens?.get(place)
    return packed === undefined ? content : unpackTokens(packed)
  })
}

type Tokens = ChatCompletionTokenLogprob[]

function withTokens(conversation: Conversation, change: (content: Tokens, place: string) => Tokens): Conversation {
  const lanes = conversation.lanes.map((lane) => {
    const nodes = lane.tree.nodes.map((node) =>
      nodeWithTokens(node, (content, choice) => change(content, `${lane.id} ${node.id} ${choice}`)),
    )
    return { ...lane, tree: { ...lane.tree, nodes } }
  })
  return { ...conversation, lanes }
}

function nodeWithTokens(node: MessageNode, change: (content: Tokens, choice: number) => Tokens): MessageNode {
  const { answer } = node
  const completion = answer?.completion
  if (
    answer === undefined ||
    completion === undefined ||
    completion.choices.every(({ logprobs }) => !logprobs?.content)
  )
    return node
  const choices = completion.choices.map((choice) => {
    const { logprobs, index } = choice
    return logprobs?.content
      ? { ...choice, logprobs: { ...logprobs, content: change(logprobs.content, index) } }
      : choice
  })
  return { ...node, answer: { ...answer, completion: { ...completion, choices } } }
}

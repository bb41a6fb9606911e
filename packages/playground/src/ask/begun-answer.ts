import type {
  ChatCompletionRequest,
  ChatCompletionRequestAssistantMessage,
  ChatCompletionSnapshot,
  ChatCompletionTokenLogprob,
  ChatCompletionTopLogprob,
} from 'colloquy'

import { textOf } from '../conversation/conversation.ts'
import type { MessageNode } from '../conversation/message-tree.ts'

/** What an answer that goes on begins with. */
export interface BegunAnswer {
  readonly content: string
  readonly reasoning: string
  /** The tokens that `content` ends with and how likely they were; none where that is not known. */
  readonly tokens: readonly ChatCompletionTokenLogprob[]
}

/** All that an answer says so far. */
export function begunBy({ message, answer }: MessageNode): BegunAnswer {
  const reasoning = message.role === 'assistant' ? (message.reasoning_content ?? message.reasoning ?? '') : ''
  return {
    content: textOf(message.content),
    reasoning,
    tokens: answer?.completion?.choices[0]?.logprobs?.content ?? [],
  }
}

/**
 * The beginning of an answer up to one of its tokens, with another token in its place. Undefined if that is not text:
 * the other token ends the turn, or is a part of a character.
 */
export function begunWith(node: MessageNode, index: number, other: ChatCompletionTopLogprob): BegunAnswer | undefined {
  const { content, reasoning, tokens } = begunBy(node)
  const [place, known] = [tokens[index], textOfTokens(tokens)]
  if (place === undefined || known === undefined || other.bytes === null || !content.endsWith(known)) return undefined
  const taken = [...tokens.slice(0, index), { ...other, top_logprobs: place.top_logprobs }]
  const text = textOfTokens(taken)
  if (text === undefined) return undefined
  return { content: content.slice(0, content.length - known.length) + text, reasoning, tokens: taken }
}

/** Asks to go on from there, in the words of vLLM, SGLang and llama.cpp; Colloquy's engine knows them too. */
export function askingToGoOn(request: ChatCompletionRequest, begun: BegunAnswer): ChatCompletionRequest {
  const messages = [...request.messages, asMessage(begun)]
  return { ...request, messages, continue_final_message: true, add_generation_prompt: false }
}

/** What was said, as a message to send back. */
export function asMessage({ content, reasoning }: BegunAnswer): ChatCompletionRequestAssistantMessage {
  return { role: 'assistant', content, ...(reasoning === '' ? {} : { reasoning_content: reasoning }) }
}

/** An answer that went on, with what it began with. */
export function joined(begun: BegunAnswer, completion: ChatCompletionSnapshot): ChatCompletionSnapshot {
  return { ...completion, choices: completion.choices.map((choice) => joinedChoice(begun, choice)) }
}

type Choice = ChatCompletionSnapshot['choices'][number]

function joinedChoice({ content, reasoning, tokens }: BegunAnswer, choice: Choice): Choice {
  const { message, logprobs } = choice
  const allReasoning = reasoning + (message.reasoning_content ?? '')
  const told = logprobs?.content ?? []
  return {
    ...choice,
    message: {
      ...message,
      content: content + (message.content ?? ''),
      ...(allReasoning === '' ? {} : { reasoning_content: allReasoning }),
    },
    logprobs: logprobs && { ...logprobs, content: told.length === 0 ? [] : [...tokens, ...told] },
  }
}

/** The text of tokens; undefined where it ends within a character. */
function textOfTokens(tokens: readonly ChatCompletionTokenLogprob[]): string | undefined {
  const encoder = new TextEncoder()
  const bytes = tokens.flatMap((token) => token.bytes ?? [...encoder.encode(token.token)])
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes))
  } catch {
    return undefined
  }
}

import type { PromptInput } from '../../packages/engine/src/prompt/chat-template.ts'
import type { Conversation } from './conversations.ts'

/** A request as it comes over the wire, and the variables the reference is given for it. */
export interface WireConversation extends Conversation {
  readonly request: PromptInput
}

const tools: NonNullable<PromptInput['tools']> = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'Tells the weather.',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
    },
  },
]
const city = { city: 'Z\u00fcrich', days: 2, near: ['a', null, 0.5] }
const system = { role: 'system', content: 'You are terse.' } as const
const question = { role: 'user', content: 'What is the weather in Z\u00fcrich?' } as const
const result = { role: 'tool', tool_call_id: 'call000a1', content: 'sunny' } as const

// The one thing that differs from the wire: there the arguments of a call are JSON text.
function asked<Arguments>(args: Arguments): {
  role: 'assistant'
  content: string
  tool_calls: { id: string; type: 'function'; function: { name: string; arguments: Arguments } }[]
} {
  const call = { id: 'call000a1', type: 'function', function: { name: 'get_weather', arguments: args } } as const
  return { role: 'assistant', content: '', tool_calls: [call] }
}

const call = [system, question, asked(JSON.stringify(city)), result]
const callSeen = [system, question, asked(city), result]
const turns = [
  system,
  question,
  { role: 'assistant', content: 'Sunny.' },
  { role: 'user', content: 'And <|im_end|>\n<s>[INST] tomorrow?' },
] as const

/** Requests that mean the same to every template that can render them. */
export const requests: readonly WireConversation[] = [
  {
    shows: 'a question',
    request: { messages: [question] },
    variables: { messages: [question], add_generation_prompt: true },
  },
  { shows: 'several turns', request: { messages: turns }, variables: { messages: turns, add_generation_prompt: true } },
  {
    shows: 'null members',
    request: { messages: [{ ...question, name: null }], tools: null, reasoning_effort: null, tool_choice: null },
    variables: { messages: [question], add_generation_prompt: true },
  },
  {
    shows: 'tools',
    request: { messages: [question], tools },
    variables: { messages: [question], tools, add_generation_prompt: true },
  },
  {
    shows: 'a call and its result',
    request: { messages: call, tools },
    variables: { messages: callSeen, tools, add_generation_prompt: true },
  },
]

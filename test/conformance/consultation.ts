import type { ChatCompletion, ChatCompletionRequestTool } from 'colloquy'

const city = { type: 'object', properties: { city: { enum: ['Zürich', 'Oslo'] } }, required: ['city'] }

/** What may be called. */
export const consultationTools: readonly ChatCompletionRequestTool[] = [
  { type: 'function', function: { name: 'weather', parameters: { ...city, additionalProperties: false } } },
  { type: 'function', function: { name: 'now' } },
]

/** The reasoning, the words and the calls of one answer, in this order. */
export const consulted = {
  reasoning: 'The weather, then the time.',
  words: 'Let me look. ',
  calls: [
    { name: 'weather', arguments: { city: 'Zürich' } },
    { name: 'now', arguments: {} },
  ],
} as const

/** The same as a model writes it that was taught tool calls in tags. */
export const spokenConsultation = [
  `<think>\n${consulted.reasoning}\n</think>\n\n${consulted.words}`,
  ...consulted.calls.map((call) => `<tool_call>\n${JSON.stringify(call)}\n</tool_call>`),
].join('\n')

/** An answer with this reasoning, these words and these calls. */
export function consultation(answer: ChatCompletion): ChatCompletion {
  const calls = consulted.calls.map(({ name, arguments: args }, index) => ({
    id: `call_${index}`,
    type: 'function' as const,
    function: { name, arguments: JSON.stringify(args) },
  }))
  const message = {
    role: 'assistant' as const,
    content: consulted.words,
    refusal: null,
    reasoning_content: consulted.reasoning,
    tool_calls: calls,
  }
  return {
    ...answer,
    choices: [{ index: 0, message, finish_reason: 'tool_calls', logprobs: null }],
    usage: {
      prompt_tokens: 5,
      completion_tokens: 7,
      total_tokens: 12,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 3 },
    },
  }
}

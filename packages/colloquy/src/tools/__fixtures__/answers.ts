import type { ChatCompletion, ChatCompletionToolCall, CompletionUsage } from '../../protocol/index.ts'

/** A call the model makes. */
export function call(id: string, name: string, args: unknown): ChatCompletionToolCall {
  return { id, type: 'function', function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) } }
}

/** An answer that calls tools. */
export function calling(...calls: ChatCompletionToolCall[]): ChatCompletion {
  return answer({ tool_calls: calls }, 'tool_calls')
}

/** An answer in words. */
export function saying(content: string, usage?: CompletionUsage): ChatCompletion {
  return { ...answer({ content }, 'stop'), ...(usage && { usage }) }
}

/** Any answer. */
export function answer(
  message: Partial<ChatCompletion['choices'][number]['message']>,
  finish_reason: ChatCompletion['choices'][number]['finish_reason'],
): ChatCompletion {
  return {
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: null, refusal: null, ...message }, finish_reason, logprobs: null }],
    usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
  }
}

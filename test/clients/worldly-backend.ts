import { NotFoundError } from 'colloquy'
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import { chunksOf, scriptedBackend, type ScriptedBackend } from 'colloquy/testing'

/** What every client is told where it asks for text. */
export const greeting = 'Grüß Gott 🙂, wie geht’s?'

/** The answer to a question with a schema. */
export const city = { name: 'Wien', people: 2_000_000 }

/** The model every client asks; it does what clients come for: text, tool calls, JSON, refusals. */
export function worldlyBackend(): ScriptedBackend {
  return scriptedBackend(
    (request) => {
      if (request.model !== 'worldly') {
        throw new NotFoundError(`There is no model \`${request.model}\`.`, { code: 'model_not_found' })
      }
      const last = request.messages.at(-1)
      if (last?.role === 'tool') return answer(request, { content: `It says: ${textOf(last.content)}` })
      if ((request.tools?.length ?? 0) > 0) return answer(request, { tool: '{"city":"Wien"}' })
      return answer(request, {
        content: request.response_format?.type === 'json_schema' ? JSON.stringify(city) : greeting,
      })
    },
    { models: [{ id: 'worldly', object: 'model', created: 1, owned_by: 'colloquy' }] },
  )
}

function answer(
  request: ChatCompletionRequest,
  { content = null, tool }: { content?: string | null; tool?: string },
): ChatCompletionChunk[] {
  const call = { id: 'call_1', type: 'function' as const, function: { name: 'weather', arguments: tool ?? '' } }
  const completion: ChatCompletion = {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: request.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null, ...(tool !== undefined && { tool_calls: [call] }) },
        finish_reason: tool === undefined ? 'stop' : 'tool_calls',
        logprobs: null,
      },
    ],
    usage: {
      prompt_tokens: 3,
      completion_tokens: 2,
      total_tokens: 5,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
  }
  // A model counts whether or not it is asked to.
  return [...chunksOf(completion, { stream_options: { include_usage: true } })]
}

function textOf(content: string | readonly { readonly text: string }[]): string {
  return typeof content === 'string' ? content : content.map(({ text }) => text).join('')
}

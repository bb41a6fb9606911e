import type {
  ChatCompletion,
  ChatCompletionChoice,
  ChatCompletionChunk,
  ChatCompletionMessageToolCallChunk,
  ChatCompletionRequest,
  ChatCompletionStreamResponseDelta,
  ChatCompletionToolCall,
} from '../protocol/index.ts'

/**
 * Cuts a completion into the chunks a server would stream it in: role first, text word by word, each tool call's head
 * and arguments, the reason to finish, and the count: of an answer that is streamed, where the request includes usage.
 */
export function* chunksOf(
  completion: ChatCompletion,
  { stream, stream_options }: Pick<ChatCompletionRequest, 'stream' | 'stream_options'> = {},
): Generator<ChatCompletionChunk, undefined> {
  const { choices, usage, object: _, ...envelope } = completion
  // With include_usage, every chunk but the last says null.
  const count = stream_options?.include_usage ? { usage: null } : {}
  for (const choice of choices) {
    for (const piece of piecesOf(choice)) yield { ...envelope, object, choices: [piece], ...count }
  }
  if ((stream_options?.include_usage || !stream) && usage) yield { ...envelope, object, choices: [], usage }
}

const object = 'chat.completion.chunk'

function* piecesOf({
  index,
  message,
  finish_reason,
  logprobs,
}: ChatCompletionChoice): Generator<ChatCompletionChunk['choices'][number]> {
  const { role, content, refusal, tool_calls, ...rest } = message
  const deltas: ChatCompletionStreamResponseDelta[] = [
    { role, content: content === null ? null : '', refusal: refusal === null ? null : '' },
    ...(Object.keys(rest).length > 0 ? [rest] : []),
    ...cut(refusal).map((piece) => ({ refusal: piece })),
    ...cut(content).map((piece) => ({ content: piece })),
    ...(tool_calls ?? []).flatMap((call, at) => callPieces(call, at).map((piece) => ({ tool_calls: [piece] }))),
  ]
  const [first, ...others] = deltas
  if (first) yield { index, delta: first, finish_reason: null, ...(logprobs && { logprobs }) }
  for (const delta of others) yield { index, delta, finish_reason: null }
  yield { index, delta: {}, finish_reason }
}

function callPieces(call: ChatCompletionToolCall, index: number): ChatCompletionMessageToolCallChunk[] {
  if (call.type === 'custom') {
    const { input } = call.custom
    const more = cut(input).map((piece) => ({ index, custom: { input: piece } }))
    return [{ ...call, index, custom: { ...call.custom, input: '' } }, ...more]
  }
  const more = cut(call.function.arguments).map((piece) => ({ index, function: { arguments: piece } }))
  return [{ ...call, index, function: { ...call.function, arguments: '' } }, ...more]
}

/** Words, each with the white space before it. */
function cut(text: string | null): string[] {
  return text?.match(/\s*\S+|\s+$/g) ?? []
}

import {
  isColloquyError,
  type ChatCompletionChunk,
  type ChatCompletionRequest,
  type ChatCompletionSnapshot,
} from 'colloquy'

import type { AnswerFailure, AnswerRecord } from './answer-record.ts'
import { endpointClient, type Endpoint } from './endpoint-client.ts'
import { tapEvents } from './event-tap.ts'
import type { LiveAnswer } from './live-answer.ts'

/** Asks, streamed, shows what comes through `live`, and tells how it ended. Never throws: a failure is an outcome. */
export async function ask(endpoint: Endpoint, request: ChatCompletionRequest, live: LiveAnswer): Promise<AnswerRecord> {
  const client = endpointClient(endpoint, {
    fetch: tapEvents((event) => {
      live.events.push(event)
      live.changed()
    }),
    // A person sits in front of it, sees the failure and decides.
    maxRetries: 0,
    // A large model on a small machine reads a long prompt for minutes.
    timeout: { firstToken: 600_000, idle: 600_000 },
  })
  let completion: ChatCompletionSnapshot | undefined
  let outcome: AnswerRecord['outcome'] = 'complete'
  let failure: AnswerFailure | undefined
  try {
    const stream = await client.chat.createChatCompletion(
      { ...request, stream: true, stream_options: { include_usage: true } },
      { signal: live.signal },
    )
    for await (const chunk of stream) {
      live.snapshot = stream.snapshot
      if (live.first === undefined && says(chunk)) live.first = performance.now()
      live.changed()
    }
    completion = await stream.completion()
  } catch (error) {
    outcome = live.signal.aborted ? 'stopped' : 'failed'
    if (outcome === 'failed') failure = failureOf(error)
    // What was said before a stop or a failure is kept: it is shown, and the next question follows it.
    completion = structuredClone(live.snapshot)
  }
  const times = { sent: live.sent, first: live.first, end: performance.now() }
  return { request, completion, outcome, failure, times }
}

function says({ choices }: ChatCompletionChunk): boolean {
  return choices.some(({ delta }) => delta.content || delta.reasoning_content || delta.tool_calls || delta.refusal)
}

function failureOf(error: unknown): AnswerFailure {
  if (!isColloquyError(error)) return { message: error instanceof Error ? error.message : String(error) }
  const { message, code, param, requestId } = error
  return { message, code, param: param ?? undefined, requestId }
}

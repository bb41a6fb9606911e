import { isColloquyError, type ChatCompletionChunk } from 'colloquy'

import type { AnswerFailure, AnswerRecord } from './answer-record.ts'
import { endpointClient, type Endpoint } from './endpoint-client.ts'
import { tapEvents } from './event-tap.ts'
import type { LiveAnswer } from './live-answer.ts'

/** Asks, streamed, shows what comes through `live`, and tells how it ended. Never throws: a failure is an outcome. */
export async function ask(endpoint: Endpoint, live: LiveAnswer): Promise<AnswerRecord> {
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
  try {
    const stream = await client.chat.createChatCompletion(live.request, { signal: live.signal })
    for await (const chunk of stream) {
      live.snapshot = stream.snapshot
      if (live.first === undefined && says(chunk)) live.first = performance.now()
      live.changed()
    }
    return { ...recordSoFar(live), completion: await stream.completion(), outcome: 'complete' }
  } catch (error) {
    const record = { ...recordSoFar(live), completion: live.snapshot }
    return live.signal.aborted ? record : { ...record, outcome: 'failed', failure: failureOf(error) }
  }
}

/**
 * The answer so far, as if it had been stopped here. Probabilities are left out: they take a hundred times the space of
 * the words.
 */
export function recordSoFar({ snapshot, sent, first }: LiveAnswer): AnswerRecord {
  const choices = snapshot?.choices.map((choice) => ({ ...choice, logprobs: null })) ?? []
  const completion = snapshot && { ...snapshot, choices }
  return { completion, outcome: 'stopped', times: { sent, first, end: performance.now() } }
}

function says({ choices }: ChatCompletionChunk): boolean {
  return choices.some(({ delta }) => delta.content || delta.reasoning_content || delta.tool_calls || delta.refusal)
}

/** What went wrong, in words to show. */
export function failureOf(error: unknown): AnswerFailure {
  if (!isColloquyError(error)) return { message: error instanceof Error ? error.message : String(error) }
  const { message, code, status, param, requestId, retryAfter } = error
  return { message, code, status, param: param ?? undefined, requestId, retryAfter }
}

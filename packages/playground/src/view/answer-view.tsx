import type { ChatCompletionRequestMessage } from 'colloquy'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'

import { begunWith, type BegunAnswer } from '../ask/begun-answer.ts'
import { answerStats, milliseconds, statsLine } from '../ask/answer-stats.ts'
import type { Exchange } from '../ask/exchange.ts'
import type { LiveAnswer } from '../ask/live-answer.ts'
import { textOf } from '../conversation/conversation.ts'
import type { MessageNode } from '../conversation/message-tree.ts'
import { LogprobsView } from './logprobs-view.tsx'
import { MarkdownView } from './markdown-view.tsx'
import { RequestView } from './request-view.tsx'
import { TimelineView } from './timeline-view.tsx'
import { ToolCallsView } from './tool-calls-view.tsx'
import { useLive } from './use-live.ts'
import { Words } from './words.tsx'

interface AnswerViewProps {
  readonly node: MessageNode
  /** The answer while it is given. */
  readonly live: LiveAnswer | undefined
  /** What went over the wire for it, in this visit. */
  readonly exchange: Exchange | undefined
  /** Present where tool calls wait for results. */
  readonly onResults?: ((results: readonly ChatCompletionRequestMessage[]) => void) | undefined
  /** Goes on from another beginning of it. */
  readonly onTake: (begun: BegunAnswer) => void
  /** Whether it opens with its probabilities. */
  readonly tokensShown: boolean
  /** The probabilities were opened or closed. */
  readonly onTokens: (shown: boolean) => void
}

type Detail = 'logprobs' | 'events' | 'request'

/** What a model said: reasoning, words, tool calls, and how it came about. */
export function AnswerView(props: AnswerViewProps): JSX.Element {
  const { node, live, exchange, onResults, onTake, tokensShown, onTokens } = props
  const [detail, setDetail] = useState<Detail | undefined>(tokensShown ? 'logprobs' : undefined)
  useLive(live)
  const { message, answer } = node
  const choice = live === undefined ? answer?.completion?.choices[0] : live.snapshot?.choices[0]
  const said = live === undefined ? message : choice?.message
  const reasoning =
    (live?.begun?.reasoning ?? '') + (choice?.message.reasoning_content ?? choice?.message.reasoning ?? '')
  const calls = said !== undefined && 'tool_calls' in said ? (said.tool_calls ?? []) : []
  const tokens = choice?.logprobs?.content ?? []
  const toggle = (name: Detail) => (): void => {
    setDetail(detail === name ? undefined : name)
    if (name === 'logprobs') onTokens(detail !== name)
  }
  const events = exchange?.events ?? []
  return (
    <>
      {reasoning !== '' && (
        <details class="reasoning">
          <summary>{live === undefined || live.text !== '' ? 'Reasoning' : 'Reasoning…'}</summary>
          <p>{reasoning}</p>
        </details>
      )}
      {detail === 'logprobs' && tokens.length > 0 ? (
        <LogprobsView
          tokens={tokens}
          begin={live === undefined ? (index, other) => begunWith(node, index, other) : undefined}
          onTake={onTake}
        />
      ) : (
        <MarkdownView live={live} text={live === undefined ? textOf(message.content) : wordsOf} />
      )}
      {choice?.message.refusal && <p class="refusal">{choice.message.refusal}</p>}
      {calls.length > 0 && <ToolCallsView calls={calls} onResults={live === undefined ? onResults : undefined} />}
      {answer?.failure !== undefined && <Failure failure={answer.failure} />}
      {(live !== undefined || answer !== undefined) && (
        <div class="stats">
          <span>{live === undefined ? answer !== undefined && told(answer) : liveLine(live)}</span>
          <span class="views">
            {tokens.length > 0 && (
              <button type="button" class="chip" aria-expanded={detail === 'logprobs'} onClick={toggle('logprobs')}>
                probabilities
              </button>
            )}
            {exchange !== undefined && (
              <>
                {(events.length > 0 || live !== undefined) && (
                  <button type="button" class="chip" aria-expanded={detail === 'events'} onClick={toggle('events')}>
                    {events.length === 1 ? '1 event' : `${events.length} events`}
                  </button>
                )}
                <button type="button" class="chip" aria-expanded={detail === 'request'} onClick={toggle('request')}>
                  request
                </button>
              </>
            )}
          </span>
        </div>
      )}
      {detail === 'events' && exchange !== undefined && (
        <TimelineView events={events} sent={exchange.sent} growing={live !== undefined} />
      )}
      {detail === 'request' && exchange !== undefined && <RequestView request={exchange.request} />}
    </>
  )
}

function Failure({ failure }: { failure: NonNullable<NonNullable<MessageNode['answer']>['failure']> }): JSX.Element {
  const { message, code, param, requestId, retryAfter } = failure
  return (
    <div class="failure" role="alert">
      <p>
        <Words text={message} />
        {retryAfter !== undefined && ` Another try makes sense in ${Math.ceil(retryAfter)} s.`}
      </p>
      <p class="hint">{[code, param, requestId].filter((each) => each !== undefined).join(' · ')}</p>
    </div>
  )
}

function wordsOf(live: LiveAnswer): string {
  return live.text
}

function liveLine(live: LiveAnswer): string {
  if (live.first === undefined) return 'reading the prompt…'
  const seconds = (performance.now() - live.first) / 1000
  const speed = seconds < 0.5 ? '' : ` · ${(live.events.length / seconds).toFixed(0)} events/s`
  return `first token ${milliseconds(live.first - live.sent)}${speed}`
}

function told(answer: NonNullable<MessageNode['answer']>): string {
  const reason = answer.completion?.choices[0]?.finish_reason
  const end = answer.outcome === 'stopped' ? 'stopped' : reason === 'length' ? 'cut at the token limit' : ''
  return [statsLine(answerStats(answer)), end].filter((part) => part !== '').join(' · ')
}

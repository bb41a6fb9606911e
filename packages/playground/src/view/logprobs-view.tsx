import type { ChatCompletionTokenLogprob, ChatCompletionTopLogprob } from 'colloquy'
import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'

import type { BegunAnswer } from '../ask/begun-answer.ts'
import { likelihoodOf } from '../ask/likelihood.ts'
import { tokenLines } from './token-lines.ts'
import { useDrawn } from './use-drawn.ts'

interface LogprobsViewProps {
  readonly tokens: readonly ChatCompletionTokenLogprob[]
  /** The beginning that another token in a place makes, where it makes one; undefined while the answer is given. */
  readonly begin: ((index: number, other: ChatCompletionTopLogprob) => BegunAnswer | undefined) | undefined
  readonly onTake: (begun: BegunAnswer) => void
}

/** Each token coloured by how likely it was; a click shows what the model would have said instead, and can have it said. */
export function LogprobsView({ tokens, begin, onTake }: LogprobsViewProps): JSX.Element {
  const [open, setOpen] = useState<number>()
  const chosen = open === undefined ? undefined : tokens[open]
  const likelihood = likelihoodOf(tokens)
  const lines = tokenLines(tokens)
  // Lines have up to 300 tokens: ten thousand in one go took 100 ms.
  const drawn = useDrawn(lines.length, 4)
  const least = tokens[likelihood?.least ?? 0]
  return (
    <div class="logprobs">
      <div class="tokens">
        {lines.slice(0, drawn).map(([from, to]) => (
          <TokenLine
            key={from}
            tokens={tokens}
            from={from}
            to={to}
            open={open !== undefined && open >= from && open < to ? open : undefined}
            onOpen={setOpen}
          />
        ))}
      </div>
      {chosen !== undefined && (
        <Alternatives token={chosen} begin={(other) => begin?.(open ?? 0, other)} onTake={onTake} />
      )}
      <div class="legend">
        <span class="scale" aria-hidden="true">
          unlikely
          {[0, 1, 2, 3, 4, 5].map((step) => (
            <span key={step} class={`token likely-${step}`} />
          ))}
          likely
        </span>
        {likelihood !== undefined && (
          <>
            <span title="Among how many equally likely words the model chose, on average">
              perplexity {likelihood.perplexity.toFixed(1)}
            </span>
            <button type="button" class="link" onClick={() => setOpen(likelihood.least)}>
              least likely: {visible(least?.token ?? '')} {percent(least?.logprob ?? 0)}
            </button>
          </>
        )}
      </div>
    </div>
  )
}

interface TokenLineProps {
  readonly tokens: readonly ChatCompletionTokenLogprob[]
  /** The line's first token, and the one after its last. */
  readonly from: number
  readonly to: number
  /** The token whose alternatives are shown; undefined where it stands in another line. */
  readonly open: number | undefined
  readonly onOpen: (index: number | undefined) => void
}

// While an answer is given, its tokens are drawn again eight times a second: lines that did not change are not.
function TokenLine({ tokens, from, to, open, onOpen }: TokenLineProps): JSX.Element {
  return useMemo(
    () => (
      <p dir="auto">
        {tokens.slice(from, to).map((token, at) => (
          <button
            key={at}
            type="button"
            class={`token likely-${likelihoodStep(token.logprob)}`}
            aria-pressed={open === from + at}
            title={hint(token)}
            onClick={() => onOpen(open === from + at ? undefined : from + at)}
          >
            {visible(token.token)}
          </button>
        ))}
      </p>
    ),
    [tokens[from]?.logprob, to, open, onOpen],
  )
}

// What rests under the pointer tells what could have stood there.
function hint(token: ChatCompletionTokenLogprob): string {
  return couldStandThere(token)
    .map(({ token: text, logprob }) => `${percent(logprob)}  ${visible(text)}`)
    .join('\n')
}

// The likeliest tokens, and the one that was chosen if it is not among them.
function couldStandThere(said: ChatCompletionTokenLogprob): readonly ChatCompletionTopLogprob[] {
  const { top_logprobs: others, token } = said
  return others.some((other) => other.token === token) ? others : [...others, said]
}

interface AlternativesProps {
  readonly token: ChatCompletionTokenLogprob
  readonly begin: (other: ChatCompletionTopLogprob) => BegunAnswer | undefined
  readonly onTake: (begun: BegunAnswer) => void
}

function Alternatives({ token, begin, onTake }: AlternativesProps): JSX.Element {
  return (
    <table class="alternatives">
      <caption>What could stand here</caption>
      <tbody>
        {couldStandThere(token).map((other, index) => {
          const begun = begin(other)
          const name = visible(other.token)
          return (
            <tr key={index} class={other.token === token.token ? 'taken' : ''}>
              <th scope="row">{name}</th>
              <td>
                <meter min={0} max={1} value={Math.exp(other.logprob)} aria-label={percent(other.logprob)} />
              </td>
              <td>{percent(other.logprob)}</td>
              <td>
                {begun !== undefined && (
                  <button type="button" class="link" aria-label={`Go on with ${name}`} onClick={() => onTake(begun)}>
                    go on
                  </button>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** 0 for what is hardly ever said, 5 for what is all but certain. */
function likelihoodStep(logprob: number): number {
  const probability = Math.exp(logprob)
  const bounds = [0.05, 0.2, 0.4, 0.65, 0.9]
  return bounds.filter((bound) => probability >= bound).length
}

function percent(logprob: number): string {
  const share = Math.exp(logprob) * 100
  return share < 0.05 ? '<0.1 %' : `${share.toFixed(1)} %`
}

// White space is a token like any other, and must be seen.
function visible(token: string): string {
  return token.replaceAll('\n', '↵').replaceAll('\t', '⇥').replace(/^ | $/g, '·')
}

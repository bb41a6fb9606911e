/** One answer of the model in a conversation. */
import type {
  ChatCompletionChunk,
  ChatCompletionRequest,
  ChatCompletionRequestAssistantMessage,
  ChatCompletionRequestMessage,
} from 'colloquy/protocol'
import { ChatCompletionAccumulator } from 'colloquy/stream'
import { AnswerMeter } from '../ask/answer-meter.ts'
import { answerOutput } from '../ask/answer-output.ts'
import type { AnswerOutput } from '../ask/answer-sink.ts'
import { buildRequest } from '../ask/build-request.ts'
import { namedModel, onlyModel } from '../ask/choose-model.ts'
import { chooseSampling } from '../ask/choose-sampling.ts'
import { chooseSink } from '../ask/choose-sink.ts'
import { leftOut } from '../ask/left-out.ts'
import { waitsFor } from '../ask/target.ts'
import { judgeAnswer, writeAnswer } from '../ask/write-answer.ts'
import { bySlashCommands } from '../failure/advice.ts'
import { describeFailure, type Failure } from '../failure/failure.ts'
import { reportFailure } from '../failure/report-failure.ts'
import { paintNote } from '../terminal/paint-note.ts'
import { duration } from '../terminal/quantity.ts'
import { StatusLine } from '../terminal/status-line.ts'
import type { ChatState } from './chat-state.ts'
import { askingToGoOn, joinedAnswer, joinedMessage, sinkBehind } from './continued-answer.ts'
import { say } from './say.ts'

/** Ctrl-C stopped an answer; nothing is wrong. */
class AnswerStopped extends Error {
  override readonly name = 'AnswerStopped'
}

/** The request that the conversation would send now, or that of other messages with everything that is set. */
export async function nextRequest(
  state: ChatState,
  model: string,
  messages: readonly ChatCompletionRequestMessage[] = state.conversation.messages,
): Promise<ChatCompletionRequest> {
  const { context, options, fields, target } = state
  const question = { messages, target: { ...target, model }, options: { ...options, stats: true }, extra: fields }
  return buildRequest(question, model, await chooseSampling(question, context.io), state.toolbox.definitions)
}

/**
 * Asks for the next answer, or to go on with the last one (`begun`), shows it while it comes and keeps it. Ctrl-C stops
 * it; what had come stays in the conversation, marked as stopped. Rejects where there is no answer to be had.
 */
export async function takeTurn(state: ChatState, begun?: ChatCompletionRequestAssistantMessage): Promise<void> {
  const { context, keyboard, target } = state
  const { io, stdout, stderr } = context
  const stop = new AbortController()
  const signal = AbortSignal.any([context.signal, stop.signal])
  let accumulator = new ChatCompletionAccumulator()
  // Until what goes on is whole; what comes after its tool calls is an answer of its own.
  let beginning = begun
  const meter = new AnswerMeter(io.clock)
  const reasoning = new ReasoningTime(() => io.clock.now())
  using status = new StatusLine(stderr, io.clock)
  status.show(waitsFor(target))
  const work = async (): Promise<void> => {
    const named = await namedModel(target, io)
    const backend = await state.backend.get({ ...target, model: named }, status, signal)
    const model = named ?? (await onlyModel(backend))
    const { messages } = state.conversation
    const request = await nextRequest(state, model, begun ? messages.slice(0, -1) : messages)
    status.show(target.kind === 'local' ? 'reading the prompt' : waitsFor(target))
    void state.backend.contextSize(model).then((size) => meter.knowContext(size))
    const watch = (chunk: ChatCompletionChunk): void => {
      meter.push(chunk)
      reasoning.push(meter)
      if (meter.isReasoning) status.show('reasoning')
      else if (reasoning.justEnded()) {
        status.clear()
        say(state, `reasoned for ${duration(reasoning.taken)}`)
      }
    }
    const completion = await state.toolbox.run(request, {
      signal,
      onOutcome: (message) => state.conversation.add(message),
      async complete(asked) {
        accumulator = new ChatCompletionAccumulator()
        const calls = state.toolbox.names.length > 0
        const open = (output: AnswerOutput) => chooseSink(state.options, stdout, output, { calls })
        const output = answerOutput(stdout, status)
        const sink = beginning ? await sinkBehind(beginning, output, open) : open(output)
        const wanted = beginning ? askingToGoOn(asked, beginning) : asked
        const came = await writeAnswer(backend.complete(wanted, { signal }), sink, watch, accumulator)
        status.clear()
        const answer = beginning ? joinedAnswer(beginning, came) : came
        state.conversation.addAnswer(answer, { instead: beginning !== undefined })
        accumulator = new ChatCompletionAccumulator()
        beginning = undefined
        return answer
      },
    })
    state.conversation.settleCalls('the turns were used up')
    const { remark } = judgeAnswer(completion, {
      strict: false,
      limit: '/continue goes on, /set max_completion_tokens=N sets it',
    })
    for (const line of [leftOut(completion), remark]) if (line !== undefined) say(state, line)
  }
  try {
    await keyboard.during(work, () => {
      stop.abort(new AnswerStopped('Ctrl-C'))
    })
  } catch (error) {
    status.clear()
    const isStopped = stop.signal.aborted && !context.signal.aborted
    const isKept = keepPartial(state, accumulator, { begun: beginning, finish: isStopped ? 'stopped' : 'failed' })
    if (!isStopped) throw error
    say(state, isKept ? `Stopped; what ${partialKept}` : 'Stopped before the first word. /retry asks again.')
  } finally {
    const figures = meter.toString()
    state.statistics = `${begun ? 'Last part of the answer' : 'Last answer'}: ${figures}`
    if (meter.hasBegun) say(state, figures)
  }
}

/** Says what went wrong in the lines of every other command, and gives it for a decision. */
export async function reportProblem(error: unknown, { context, conversation }: ChatState): Promise<Failure> {
  const failure = describeFailure(error, bySlashCommands)
  await reportFailure(failure, context.stderr)
  if (conversation.entries.at(-1)?.finish === 'failed') paintNote(context.stderr, `What ${partialKept}`)
  return failure
}

const partialKept = 'came stays in the conversation. /continue goes on from there.'

// What a person has read belongs to the conversation, whether the model came to an end or not. True where there is any.
function keepPartial(
  { conversation }: ChatState,
  { snapshot }: ChatCompletionAccumulator,
  { begun, finish }: { begun: ChatCompletionRequestAssistantMessage | undefined; finish: string },
): boolean {
  const { content, reasoning_content } = snapshot.choices[0]?.message ?? {}
  conversation.settleCalls('the run was stopped')
  if (!content && !reasoning_content) return false
  const said = {
    role: 'assistant',
    content: content ?? '',
    ...(reasoning_content ? { reasoning_content } : {}),
  } as const
  const details = { model: snapshot.model, finish }
  if (begun) conversation.lengthen(joinedMessage(begun, said), details)
  else conversation.add(said, details)
  return true
}

// How long the model reasoned before its first word.
class ReasoningTime {
  readonly #now: () => number
  #start: number | undefined
  #end: number | undefined
  #told = false

  constructor(now: () => number) {
    this.#now = now
  }

  push(meter: AnswerMeter): void {
    if (meter.isReasoning) this.#start ??= this.#now()
    else if (this.#start !== undefined) this.#end ??= this.#now()
  }

  get taken(): number {
    return (this.#end ?? this.#now()) - (this.#start ?? this.#now())
  }

  justEnded(): boolean {
    if (this.#end === undefined || this.#told) return false
    this.#told = true
    return true
  }
}

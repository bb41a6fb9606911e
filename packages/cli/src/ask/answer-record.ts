/** Keeps a question and what came of it. */
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequestMessage } from 'colloquy/protocol'
import { ChatCompletionAccumulator } from 'colloquy/stream'
import type { Conversation } from '../chat/conversation.ts'
import type { Question } from './question.ts'

/** One instance a question. A question that nothing was answered to is not kept. */
export class AnswerRecord {
  readonly #conversation: Conversation
  readonly #question: Question
  #accumulator = new ChatCompletionAccumulator()
  #asked = false

  constructor(question: Question, conversation: Conversation) {
    this.#question = question
    this.#conversation = conversation
  }

  /** The model is asked (again): gives what is to be told each chunk, so that a part of an answer can be kept. */
  begin(): ChatCompletionAccumulator {
    this.#accumulator = new ChatCompletionAccumulator()
    return this.#accumulator
  }

  /** A chunk has come and is not shown yet: from its first word on the question is kept, whatever happens then. */
  watch(chunk: ChatCompletionChunk): void {
    // Some servers leave one or the other away.
    const deltas = (chunk.choices ?? []).map(({ delta }): { content?: string | null } | undefined => delta)
    if (deltas.some((delta) => delta?.content)) this.#ask()
  }

  /** An answer is complete. */
  finish(completion: ChatCompletion): void {
    this.#ask()
    this.#conversation.addAnswer(completion)
    this.begin()
  }

  /** The outcome of a tool. */
  add(message: ChatCompletionRequestMessage): void {
    this.#conversation.add(message)
  }

  /** Answers calls that nothing came of. */
  settle(reason: string): void {
    if (this.#asked) this.#conversation.settleCalls(reason)
  }

  /** No more will come: `finish` tells why. What had come is kept. */
  stop(finish: 'stopped' | 'failed'): void {
    const { choices, model } = this.#accumulator.snapshot
    const content = choices[0]?.message.content
    this.settle(`the run ${finish === 'stopped' ? 'was stopped' : 'failed'}`)
    if (!content) return
    this.#ask()
    this.#conversation.add({ role: 'assistant', content }, { model, finish })
  }

  #ask(): void {
    const question = this.#asked ? undefined : this.#question.messages.at(-1)
    this.#asked = true
    if (question) this.#conversation.add(question)
  }
}

/** Keeps a question and what came of it. */
import type { ChatCompletion } from 'colloquy/protocol'
import { ChatCompletionAccumulator } from 'colloquy/stream'
import type { Conversation } from '../chat/conversation.ts'
import type { Question } from './question.ts'

/** One instance a question. A question that nothing was answered to is not kept. */
export class AnswerRecord {
  /** Has what came, also of an answer that is not complete. */
  readonly accumulator: ChatCompletionAccumulator = new ChatCompletionAccumulator()
  readonly #conversation: Conversation
  readonly #question: Question

  constructor(question: Question, conversation: Conversation) {
    this.#question = question
    this.#conversation = conversation
  }

  /** The answer is complete. */
  finish(completion: ChatCompletion): void {
    this.#ask()
    this.#conversation.addAnswer(completion)
  }

  /** No more will come: `finish` tells why. What had come is kept. */
  stop(finish: 'stopped' | 'failed'): void {
    const { choices, model } = this.accumulator.snapshot
    const content = choices[0]?.message.content
    if (!content) return
    this.#ask()
    this.#conversation.add({ role: 'assistant', content }, { model, finish })
  }

  #ask(): void {
    const question = this.#question.messages.at(-1)
    if (question) this.#conversation.add(question)
  }
}

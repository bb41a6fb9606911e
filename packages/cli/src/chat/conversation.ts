/** A conversation under way: what is sent, and what is kept of it. */
import type {
  ChatCompletion,
  ChatCompletionRequestAssistantMessage,
  ChatCompletionRequestMessage,
  CompletionUsage,
} from 'colloquy/protocol'
import { messageText } from '../sessions/message-text.ts'
import type { Entry, NewSession, Session, SessionStore } from '../sessions/session.ts'

/** How an answer came to be. */
export interface AnswerDetails {
  readonly model?: string
  readonly usage?: CompletionUsage | undefined
  readonly finish?: string
}

/** Each message is stored before the call returns. */
export class Conversation {
  readonly store: SessionStore
  #session: Session | undefined
  #entries: readonly Entry[] = []
  #start: NewSession

  /** Goes on with `session`, or begins a new one at the first message. */
  constructor(store: SessionStore, session: Session | undefined, start: NewSession = {}) {
    this.store = store
    this.#session = session
    this.#start = start
    this.#read()
  }

  /** Undefined before the first message. */
  get session(): Session | undefined {
    return this.#session && this.store.find(this.#session.id)
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  get system(): string | undefined {
    return this.#session ? (this.#session.system ?? undefined) : this.#start.system
  }

  set system(text: string | undefined) {
    if (this.#session) {
      this.store.setSystem(this.#session.id, text ?? null)
      this.#session = { ...this.#session, system: text ?? null }
    } else this.#start = { ...this.#start, system: text }
  }

  /** What is sent: the instructions, and every message up to here. */
  get messages(): readonly ChatCompletionRequestMessage[] {
    const { system } = this
    const said = this.#entries.map(({ message }) => message)
    return system === undefined ? said : [{ role: 'system', content: system }, ...said]
  }

  /** Keeps a message. */
  add(message: ChatCompletionRequestMessage, details: AnswerDetails = {}): void {
    this.#session ??= this.store.create(this.#start)
    const entry = this.store.append(this.#session.id, { parent: this.#entries.at(-1)?.id ?? null, message, ...details })
    this.#entries = [...this.#entries, entry]
  }

  /**
   * Keeps the first choice of a completion, and how it came about. `instead` replaces the last answer, which this one
   * continues.
   */
  addAnswer(
    { choices, model, usage }: Pick<ChatCompletion, 'choices' | 'model' | 'usage'>,
    { instead = false }: { readonly instead?: boolean } = {},
  ): void {
    const [first] = choices
    if (!first) return
    const details = { model, finish: first.finish_reason }
    if (instead) this.lengthen(first.message, { ...details, usage: joinedUsage(this.#entries.at(-1)?.usage, usage) })
    else this.add(first.message, { ...details, usage: usage ?? undefined })
  }

  /** What was said last, where that is an answer in words, or the reasoning before one. */
  get lastAnswer(): ChatCompletionRequestAssistantMessage | undefined {
    const last = this.#entries.at(-1)?.message
    if (last?.role !== 'assistant' || (last.tool_calls?.length ?? 0) > 0) return undefined
    return messageText(last) === '' && !last.reasoning_content && !last.reasoning ? undefined : last
  }

  /** Keeps a longer version of the last answer in its place; the shorter one stays in the file. */
  lengthen(message: ChatCompletionRequestMessage, details: AnswerDetails): void {
    const last = this.#entries.at(-1)
    if (!last || !this.#session) return
    const entry = this.store.append(this.#session.id, { parent: last.parent, message, ...details })
    this.#entries = [...this.#entries.slice(0, -1), entry]
  }

  /** Answers calls that nothing came of, because the API refuses a conversation with open ones. */
  settleCalls(reason: string): void {
    const at = this.#entries.findLastIndex(({ message }) => message.role === 'assistant')
    const last = this.#entries[at]?.message
    const calls = last?.role === 'assistant' ? (last.tool_calls ?? []) : []
    const answered = new Set(
      this.#entries.slice(at).map(({ message }) => (message.role === 'tool' ? message.tool_call_id : '')),
    )
    for (const { id } of calls) {
      if (!answered.has(id)) this.add({ role: 'tool', tool_call_id: id, content: JSON.stringify({ error: reason }) })
    }
  }

  /** Goes back to before the last question, which stays in the file as a branch; gives the question. */
  undo(): ChatCompletionRequestMessage | undefined {
    const at = this.#entries.findLastIndex(({ message }) => message.role === 'user')
    const question = this.#entries[at]
    if (!question || !this.#session) return undefined
    this.#goTo(question.parent)
    return question.message
  }

  /** Goes back to the last question, to have it answered again; false where there is none. */
  rewind(): boolean {
    const question = this.#entries.findLast(({ message }) => message.role === 'user')
    if (!question) return false
    this.#goTo(question.id)
    return true
  }

  /** Goes on in a copy; the original stays as it is. */
  branch(name: string | undefined): Session | undefined {
    if (!this.#session) return undefined
    this.#session = this.store.branch(this.#session.id, name)
    this.#read()
    return this.#session
  }

  rename(name: string): void {
    if (this.#session) this.store.rename(this.#session.id, name)
    else this.#start = { ...this.#start, name }
  }

  #goTo(head: number | null): void {
    if (!this.#session) return
    this.store.setHead(this.#session.id, head)
    this.#read()
  }

  #read(): void {
    this.#entries = this.#session === undefined ? [] : this.store.path(this.#session.id)
  }
}

// Joins the usage of an answer in two parts. The prompt was counted with the first part. If either part has no usage,
// neither has the whole.
function joinedUsage(
  first: CompletionUsage | null | undefined,
  second: CompletionUsage | null | undefined,
): CompletionUsage | undefined {
  if (!first || !second) return undefined
  const completion_tokens = first.completion_tokens + second.completion_tokens
  return {
    prompt_tokens: first.prompt_tokens,
    completion_tokens,
    total_tokens: first.prompt_tokens + completion_tokens,
  }
}

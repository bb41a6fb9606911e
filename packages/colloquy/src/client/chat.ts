import type {
  ChatCompletion,
  ChatCompletionDeleted,
  ChatCompletionList,
  ChatCompletionMessageList,
  ChatCompletionStoredMessage,
  GetChatCompletionMessagesQuery,
  ListChatCompletionsQuery,
  UpdateChatCompletionRequest,
} from '../protocol/index.ts'
import type { AnswerTo, TypedFormat, TypedRequest, TypedTools } from '../tools/typed-request.ts'
import { rejectedAnswer, type AnswerPromise } from './answer-promise.ts'
import type { Answers } from './answers.ts'
import { checkRequest, completionsPath, toJson, type Call } from './call.ts'
import { typedExchange } from '../tools/typed-answer.ts'
import { checkObject, checkOptions, requestOptions, wrongType } from './check-options.ts'
import type { ChatCompletionStream } from './completion-stream.ts'
import { Completions } from './completions.ts'
import type { RequestOptions } from './options.ts'
import { parseCompletion, parseDeleted, parseList } from './parse-answer.ts'
import type { WireResponse } from './send-request.ts'

/** The result of a request: a stream for `stream: true`, otherwise the whole completion. */
export type ChatCompletionResult<Stream, Answer extends ChatCompletion = ChatCompletion> = Stream extends true
  ? ChatCompletionStream<Answer>
  : Answer

/** Chat completions of one client. */
export class Chat {
  /** The same operations in the form of openai's client. */
  readonly completions: Completions
  readonly #answers: Answers

  constructor(answers: Answers) {
    this.#answers = answers
    this.completions = new Completions(this, answers)
  }

  /**
   * Creates a model response for the given chat conversation.
   *
   * With `stream: true` the result is a stream of chunks, otherwise the whole completion. Pass Standard Schemas as
   * `parameters` or `response_format`, and `function.parsed_arguments` and `message.parsed` are typed and validated.
   * Rejects with a `ColloquyError`; its class and `code` say what happened.
   */
  createChatCompletion<
    Stream extends boolean | null | undefined = undefined,
    const Tools extends TypedTools = undefined,
    Format extends TypedFormat | null | undefined = undefined,
  >(
    request: TypedRequest<Stream, Tools, Format>,
    options?: RequestOptions,
  ): AnswerPromise<ChatCompletionResult<Stream, AnswerTo<Tools, Format>>>
  createChatCompletion(
    request: TypedRequest<boolean | null | undefined, TypedTools, TypedFormat | null | undefined>,
    options: RequestOptions = {},
  ): AnswerPromise<ChatCompletion | ChatCompletionStream> {
    try {
      checkRequest(request)
      checkOptions(options, requestOptions)
      const { request: sent, finish } = typedExchange(request)
      return sent.stream
        ? this.#answers.stream(sent, options, finish).open()
        : this.#answers.create(sent, options, finish)
    } catch (error) {
      return rejectedAnswer(error)
    }
  }

  /** Lists one page of stored completions: those created with `store: true`. */
  listChatCompletions(
    query: ListChatCompletionsQuery = {},
    options?: RequestOptions,
  ): AnswerPromise<ChatCompletionList> {
    return this.#ask(
      () => ({ method: 'GET', path: completionsPath, query: queryOf(query) }),
      options,
      parseList<ChatCompletion>,
    )
  }

  /** Reads a stored completion. */
  getChatCompletion(id: string, options?: RequestOptions): AnswerPromise<ChatCompletion> {
    return this.#ask(() => ({ method: 'GET', path: pathOf(id) }), options, parseCompletion)
  }

  /** Changes the metadata of a stored completion. */
  updateChatCompletion(
    id: string,
    update: UpdateChatCompletionRequest,
    options?: RequestOptions,
  ): AnswerPromise<ChatCompletion> {
    return this.#ask(() => ({ method: 'POST', path: pathOf(id), body: toJson(update) }), options, parseCompletion)
  }

  /** Deletes a stored completion. */
  deleteChatCompletion(id: string, options?: RequestOptions): AnswerPromise<ChatCompletionDeleted> {
    return this.#ask(() => ({ method: 'DELETE', path: pathOf(id) }), options, parseDeleted)
  }

  /** Lists one page of the messages of a stored completion. */
  getChatCompletionMessages(
    id: string,
    query: GetChatCompletionMessagesQuery = {},
    options?: RequestOptions,
  ): AnswerPromise<ChatCompletionMessageList> {
    const call = (): Call => ({ method: 'GET', path: `${pathOf(id)}/messages`, query: queryOf(query) })
    return this.#ask(call, options, parseList<ChatCompletionStoredMessage>)
  }

  #ask<T>(
    call: () => Call,
    options: RequestOptions = {},
    parse: (text: string, from: WireResponse) => T,
  ): AnswerPromise<T> {
    try {
      checkOptions(options, requestOptions)
      return this.#answers.ask(call(), options, parse)
    } catch (error) {
      return rejectedAnswer(error)
    }
  }
}

function pathOf(id: string): string {
  // Without an id the address would be that of the list.
  if (!id || typeof id !== 'string') throw wrongType('id', id, ': it must be an id')
  return `${completionsPath}/${encodeURIComponent(id)}`
}

/** Writes `metadata` as `metadata[key]=value`. */
function queryOf(query: ListChatCompletionsQuery): [name: string, value: string][] {
  checkObject(query, 'query')
  const { metadata, ...plain } = query
  const pairs = Object.entries(metadata ?? {}).map(([key, value]): [string, string] => [`metadata[${key}]`, value])
  for (const [key, value] of Object.entries(plain)) if (value !== undefined) pairs.push([key, String(value)])
  return pairs
}

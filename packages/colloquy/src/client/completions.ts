import type {
  ChatCompletion,
  ChatCompletionDeleted,
  ChatCompletionStoredMessage,
  GetChatCompletionMessagesQuery,
  ListChatCompletionsQuery,
  UpdateChatCompletionRequest,
} from '../protocol/index.ts'
import { ToolRunner, type ToolRunnerOptions, type ToolRunnerRequest } from '../tools/tool-runner.ts'
import type { AnswerTo, ParsedAnswerTo, TypedFormat, TypedRequest, TypedTools } from '../tools/typed-request.ts'
import { rejectedAnswer, type AnswerPromise, type Identified } from './answer-promise.ts'
import type { Answers } from './answers.ts'
import type { Chat } from './chat.ts'
import { typedExchange } from '../tools/typed-answer.ts'
import { checkRequest } from './call.ts'
import { checkOptions, requestOptions } from './check-options.ts'
import type { ChatCompletionStream } from './completion-stream.ts'
import type { RequestOptions } from './options.ts'
import { pagesOf, type PagePromise } from './page.ts'

/** What `create` is answered with: chunks for `stream: true`, else the whole completion. */
type CreateResult<Stream, Answer extends ChatCompletion = ChatCompletion> = Stream extends true
  ? ChatCompletionStream<Answer>
  : Identified<Answer>

/** Chat completions in the shapes of openai's client: thin doors to what {@link Chat} does. */
export class Completions {
  /** The messages of stored completions. */
  readonly messages: CompletionMessages
  readonly #chat: Chat
  readonly #answers: Answers

  constructor(chat: Chat, answers: Answers) {
    this.#chat = chat
    this.#answers = answers
    this.messages = {
      list: (id, query = {}, options) => pagesOf(query, (asked) => chat.getChatCompletionMessages(id, asked, options)),
    }
  }

  /** The same as `chat.createChatCompletion`. */
  create<
    Stream extends boolean | null | undefined = undefined,
    const Tools extends TypedTools = undefined,
    Format extends TypedFormat | null | undefined = undefined,
  >(
    request: TypedRequest<Stream, Tools, Format>,
    options?: RequestOptions,
  ): AnswerPromise<CreateResult<Stream, AnswerTo<Tools, Format>>>
  create(
    request: TypedRequest<boolean | null | undefined, TypedTools, TypedFormat | null | undefined>,
    options?: RequestOptions,
  ): AnswerPromise<ChatCompletion | ChatCompletionStream> {
    return this.#chat.createChatCompletion(request, options)
  }

  /** Creates a completion whose JSON is parsed: content by the request's format, arguments of calls by its tools. */
  parse<const Tools extends TypedTools = undefined, const Format extends TypedFormat | null | undefined = undefined>(
    request: TypedRequest<false | null | undefined, Tools, Format>,
    options?: RequestOptions,
  ): AnswerPromise<Identified<ParsedAnswerTo<Tools, Format>>>
  parse(
    request: TypedRequest<false | null | undefined, TypedTools, TypedFormat | null | undefined>,
    options: RequestOptions = {},
  ): AnswerPromise<ChatCompletion> {
    try {
      checkRequest(request)
      checkOptions(options, requestOptions)
      const { request: sent, finish } = typedExchange(request, { always: true })
      return this.#answers.create(sent, options, finish)
    } catch (error) {
      return rejectedAnswer(error)
    }
  }

  /**
   * Streams a completion; the stream is there at once, and the request is sent when it is first read. Its
   * `completion()` is parsed as by {@link parse}. Throws `InvalidRequestError` for a request that cannot be sent.
   */
  stream<const Tools extends TypedTools = undefined, const Format extends TypedFormat | null | undefined = undefined>(
    request: TypedRequest<true | null | undefined, Tools, Format>,
    options?: RequestOptions,
  ): ChatCompletionStream<ParsedAnswerTo<Tools, Format>>
  stream(
    request: TypedRequest<true | null | undefined, TypedTools, TypedFormat | null | undefined>,
    options: RequestOptions = {},
  ): ChatCompletionStream {
    checkRequest(request)
    checkOptions(options, requestOptions)
    const { request: sent, finish } = typedExchange(request, { always: true })
    return this.#answers.stream({ ...sent, stream: true }, options, finish).stream
  }

  /** Lets the model call tools and answers the calls, until it has nothing more to call. */
  runTools<Format extends TypedFormat | null | undefined = undefined>(
    request: ToolRunnerRequest<Format>,
    options?: ToolRunnerOptions & RequestOptions,
  ): ToolRunner<AnswerTo<undefined, Format>> {
    return new ToolRunner(this.#chat, request, options)
  }

  /** Reads a stored completion. */
  retrieve(id: string, options?: RequestOptions): AnswerPromise<Identified<ChatCompletion>> {
    return this.#chat.getChatCompletion(id, options)
  }

  /** Changes the metadata of a stored completion. */
  update(
    id: string,
    update: UpdateChatCompletionRequest,
    options?: RequestOptions,
  ): AnswerPromise<Identified<ChatCompletion>> {
    return this.#chat.updateChatCompletion(id, update, options)
  }

  /** Lists stored completions. Await it for a page, or iterate it for all. */
  list(query: ListChatCompletionsQuery = {}, options?: RequestOptions): PagePromise<ChatCompletion> {
    return pagesOf(query, (asked) => this.#chat.listChatCompletions(asked, options))
  }

  /** Deletes a stored completion. */
  delete(id: string, options?: RequestOptions): AnswerPromise<Identified<ChatCompletionDeleted>> {
    return this.#chat.deleteChatCompletion(id, options)
  }
}

/** The messages of stored completions, in the shape of openai's client. */
export interface CompletionMessages {
  /** Lists the messages of a stored completion. Await it for a page, or iterate it for all. */
  list(
    id: string,
    query?: GetChatCompletionMessagesQuery,
    options?: RequestOptions,
  ): PagePromise<ChatCompletionStoredMessage>
}

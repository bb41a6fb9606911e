import type { Answers } from '../client/answers.ts'
import { Chat } from '../client/chat.ts'
import { Completions } from '../client/completions.ts'
import type { RequestOptions } from '../client/options.ts'
import type { ToolRunnerOptions, ToolRunnerRequest } from '../tools/tool-runner.ts'
import type { AnswerTo, ParsedAnswerTo, TypedFormat, TypedRequest, TypedTools } from '../tools/typed-request.ts'
import { HelperRunner } from './helper-runner.ts'
import { HelperStream } from './helper-stream.ts'

/** Chat completions whose helpers tell all that openai's do. */
export class HelperChat extends Chat {
  override readonly completions: HelperCompletions

  constructor(answers: Answers) {
    super(answers)
    this.completions = new HelperCompletions(this, answers)
  }
}

/** {@link Completions} with openai's helpers. */
export class HelperCompletions extends Completions {
  readonly #chat: Chat

  constructor(chat: Chat, answers: Answers) {
    super(chat, answers)
    this.#chat = chat
  }

  override stream<
    const Tools extends TypedTools = undefined,
    const Format extends TypedFormat | null | undefined = undefined,
  >(
    request: TypedRequest<true | null | undefined, Tools, Format>,
    options?: RequestOptions,
  ): HelperStream<ParsedAnswerTo<Tools, Format>>
  override stream(
    request: TypedRequest<true | null | undefined, TypedTools, TypedFormat | null | undefined>,
    options?: RequestOptions,
  ): HelperStream {
    return new HelperStream(super.stream(request, options), request)
  }

  override runTools<Format extends TypedFormat | null | undefined = undefined>(
    request: ToolRunnerRequest<Format>,
    options?: ToolRunnerOptions & RequestOptions,
  ): HelperRunner<AnswerTo<undefined, Format>> {
    return new HelperRunner(this.#chat, request, options)
  }
}

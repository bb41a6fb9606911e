import { InvalidRequestError, ServerError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'

import type { AnswerTexts } from '../compile/answer-texts.ts'
import { askedForm, paramOf } from '../compile/asked-form.ts'
import type { FormCompiler } from '../compile/form-compiler.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { ToolPlan } from '../dialects/tool-plan.ts'
import type { LlamaGrammar } from '../native/grammar.ts'
import { RecentValues } from './recent-values.ts'
import { literal } from '../structured/grammar/literal.ts'

/** A grammar from its start on. */
export type StartGrammar = Pick<LlamaGrammar, 'steering' | 'begin' | 'foresee' | 'after'>

/** What the parts of an answer are held to; what is undefined may be any text. */
export interface AnswerForms {
  /** All of the answer but its reasoning: text in the form asked for, calls where one is required, or either. */
  readonly answer?: StartGrammar
  /** The same, or the beginning of reasoning, after which `answer` applies. */
  readonly opening?: StartGrammar
  /** Calls, from the first one's opener on, where text may come before them. */
  readonly calls?: StartGrammar
  /** For the text of each mark that ends reasoning, the grammar that takes only this mark. */
  readonly endsOfReasoning: ReadonlyMap<string, StartGrammar>
}

/** What grammars are made with. */
export interface AnswerGrammarsOptions {
  readonly dialect: Dialect
  readonly compiler: Pick<FormCompiler, 'compile'>
  readonly createGrammar: (text: string, steering: Iterable<number>) => Promise<StartGrammar>
}

// A grammar takes up to a few megabytes; programs ask for the same few forms again and again.
const kept = 32

/** Makes the grammars for requests to one model; those asked for last are kept. */
export class AnswerGrammars {
  readonly #options: AnswerGrammarsOptions
  readonly #recent = new RecentValues<AnswerForms>(kept)

  constructor(options: AnswerGrammarsOptions) {
    this.#options = options
  }

  /** Throws `unsupported_value` (400), naming the schema, for what cannot be enforced, and what `FormCompiler` throws. */
  formsFor(request: ChatCompletionRequest, plan: ToolPlan, signal: AbortSignal): Promise<AnswerForms> {
    const form = askedForm(request, plan)
    if (form === undefined) return this.#recent.get('', () => this.#make({}, ''), signal)
    const [asked, param] = [JSON.stringify(form), paramOf(form)]
    const { compiler } = this.#options
    const make = async (waiting: AbortSignal): Promise<AnswerForms> =>
      this.#make(await compiler.compile({ asked, param }, waiting), param)
    return this.#recent.get(asked, make, signal)
  }

  async #make({ answer, opening, calls }: AnswerTexts, param: string): Promise<AnswerForms> {
    const closers = this.#options.dialect.reasoning.flatMap(({ close: [taught] }) =>
      taught === undefined ? [] : [taught],
    )
    const endsOfReasoning = new Map<string, StartGrammar>()
    for (const close of closers) endsOfReasoning.set(close, await this.#create(`root ::= ${literal(close)}`, param))
    return {
      ...(answer === undefined ? {} : { answer: await this.#create(answer, param) }),
      ...(opening === undefined ? {} : { opening: await this.#create(opening, param) }),
      ...(calls === undefined ? {} : { calls: await this.#create(calls, param) }),
      endsOfReasoning,
    }
  }

  async #create(text: string, param: string): Promise<StartGrammar> {
    const { createGrammar, dialect } = this.#options
    try {
      return await createGrammar(text, dialect.markTokens.keys())
    } catch (cause) {
      if (!(cause instanceof ServerError)) throw cause
      throw new InvalidRequestError(`The schema in \`${param}\` cannot be enforced by this engine.`, {
        code: 'unsupported_value',
        param,
        cause,
      })
    }
  }
}

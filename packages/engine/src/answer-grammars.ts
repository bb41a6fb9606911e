import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'

import { callGrammar } from './dialects/call-grammar.ts'
import type { Dialect } from './dialects/dialect.ts'
import type { ToolPlan } from './dialects/tool-plan.ts'
import type { LlamaGrammar } from './native/grammar.ts'
import { RecentValues } from './recent-values.ts'
import { responseGrammar, responseSchemaParam } from './response-grammar.ts'
import type { JsonSpacing } from './structured/compile-schema.ts'
import { compileToolGrammar } from './structured/compile-tool-grammar.ts'
import { embeddedGrammar } from './structured/grammar/embedded-grammar.ts'
import { literal } from './structured/grammar/literal.ts'

/** A grammar from its start on. */
export type StartGrammar = Pick<LlamaGrammar, 'steering' | 'begin' | 'foresee' | 'after'>

/** What the parts of an answer are held to; what is undefined may be any text. */
export interface AnswerForms {
  /** All of the answer but its thoughts: a form of text, calls where one is required, or either. */
  readonly answer?: StartGrammar
  /** The same, or thoughts that begin in its place. */
  readonly opening?: StartGrammar
  /** Calls, from the first one's opener on, where text may come before them. */
  readonly calls?: StartGrammar
  /** The marks that end thoughts, by their text. */
  readonly endsOfThoughts: ReadonlyMap<string, StartGrammar>
}

// A grammar takes up to a few megabytes; programs ask for the same few forms again and again.
const kept = 32

const anyText = '[\\x00-\\U0010FFFF]*'
const lineBreaks = '"\\n"{0,2}'

/** Makes the grammars for requests to one model; those asked for last are kept. */
export class AnswerGrammars {
  readonly #dialect: Dialect
  readonly #createGrammar: (text: string, steering: Iterable<number>) => StartGrammar
  readonly #spacing: JsonSpacing
  readonly #recent = new RecentValues<AnswerForms>(kept)

  /** `spacing` is for answers in the form of a schema; calls are written as the model was taught. */
  constructor(
    dialect: Dialect,
    createGrammar: (text: string, steering: Iterable<number>) => StartGrammar,
    spacing: JsonSpacing = 'loose',
  ) {
    this.#spacing = spacing
    this.#dialect = dialect
    this.#createGrammar = createGrammar
  }

  /** Throws `unsupported_value` (400), naming the schema, for what cannot be enforced. */
  formsFor({ response_format: format }: ChatCompletionRequest, plan: ToolPlan): AnswerForms {
    const { callable, required, parallel } = plan
    const tools = callable.map(({ name, parameters, inputGrammar, param }) => [name, parameters, inputGrammar, param])
    const key = JSON.stringify([format, tools, required, parallel])
    return this.#recent.get(key, () => this.#make({ response_format: format ?? null }, plan))
  }

  #make(request: Pick<ChatCompletionRequest, 'response_format'>, plan: ToolPlan): AnswerForms {
    const { callable, required } = plan
    const speech = required ? undefined : responseGrammar(request, this.#spacing)
    const calls = callable.length === 0 ? undefined : this.#calls(plan)
    const param = speech === undefined ? (callable[0]?.param ?? '') : responseSchemaParam
    const create = (text: string): StartGrammar => this.#create(text, param)
    const closers = this.#dialect.reasoning.flatMap(({ close: [taught] }) => (taught === undefined ? [] : [taught]))
    const answer = speech !== undefined || required ? this.#answer(speech, calls) : undefined
    return {
      ...(answer === undefined ? {} : { answer: create(answer) }),
      ...(answer === undefined || closers.length === 0 ? {} : { opening: create(this.#opening(answer)) }),
      ...(answer !== undefined || calls === undefined ? {} : { calls: create(calls) }),
      endsOfThoughts: new Map(closers.map((close) => [close, create(`root ::= ${literal(close)}`)])),
    }
  }

  #calls(plan: ToolPlan): string {
    return compileToolGrammar(callGrammar(this.#dialect, plan.callable, plan)).grammar
  }

  #answer(speech: string | undefined, calls: string | undefined): string {
    const { speechOpener, reasoning } = this.#dialect
    if (calls === undefined && speechOpener === undefined && reasoning.length === 0) return speech ?? ''
    const resumes = reasoning.flatMap(({ resume }) => (resume === undefined ? [] : [literal(resume)]))
    const lead = [...(reasoning.length === 0 ? [] : [lineBreaks]), ...resumes.map((resume) => `${resume}?`)]
    const opener = speechOpener === undefined ? '' : `${literal(speechOpener)}? `
    const ways = [...(speech === undefined ? [] : [`${opener}s-root`]), ...(calls === undefined ? [] : ['c-root'])]
    return [
      `root ::= ${[...lead, 'answer'].join(' ')}`,
      `answer ::= ${ways.join(' | ')}`,
      ...(speech === undefined ? [] : [embeddedGrammar(speech, 's-')]),
      ...(calls === undefined ? [] : [embeddedGrammar(calls, 'c-')]),
    ].join('\n')
  }

  #opening(answer: string): string {
    const openers = this.#dialect.reasoning.map(({ open }) => literal(open.text)).join(' | ')
    return `root ::= a-root | ${lineBreaks} (${openers}) ${anyText}\n${embeddedGrammar(answer, 'a-')}`
  }

  #create(text: string, param: string): StartGrammar {
    try {
      return this.#createGrammar(text, this.#dialect.markTokens.keys())
    } catch (cause) {
      throw new InvalidRequestError(`The schema in \`${param}\` cannot be enforced by this engine.`, {
        code: 'unsupported_value',
        param,
        cause,
      })
    }
  }
}

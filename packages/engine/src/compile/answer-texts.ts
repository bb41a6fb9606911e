import { callGrammar } from '../dialects/call-grammar.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { responseGrammar } from '../response-grammar.ts'
import type { JsonSpacing } from '../structured/compile-schema.ts'
import { compileToolGrammar } from '../structured/compile-tool-grammar.ts'
import { embeddedGrammar } from '../structured/grammar/embedded-grammar.ts'
import { literal } from '../structured/grammar/literal.ts'
import type { AskedForm } from './asked-form.ts'

/** The grammars an answer is held to, as texts in GBNF; what is undefined may be any text. */
export interface AnswerTexts {
  /** All of the answer but its thoughts: a form of text, calls where one is required, or either. */
  readonly answer?: string
  /** The same, or thoughts that begin in its place. */
  readonly opening?: string
  /** Calls, from the first one's opener on, where text may come before them. */
  readonly calls?: string
}

/** How one model writes, as data: what a compiler is told once. */
export interface WritingHabits {
  readonly dialect: Pick<Dialect, 'calls' | 'speechOpener' | 'reasoning'>
  /** For answers in the form of a schema; calls are written as the model was taught. */
  readonly spacing: JsonSpacing
}

const anyText = '[\\x00-\\U0010FFFF]*'
const lineBreaks = '"\\n"{0,2}'

/**
 * Compiles what a request asks its answer to be. Pure, and with a budget of work; a hostile form still takes up to a few
 * hundred milliseconds. Throws `unsupported_value` (400), naming the field, for what cannot be enforced.
 */
export function answerTexts({ format, tools, required, parallel }: AskedForm, habits: WritingHabits): AnswerTexts {
  const { dialect, spacing } = habits
  const speech = responseGrammar({ response_format: format }, spacing)
  const calls = tools.length === 0 ? undefined : compileToolGrammar(callGrammar(dialect, tools, { parallel })).grammar
  if (speech === undefined && !required) return calls === undefined ? {} : { calls }
  const answer = answerText(habits, speech, calls)
  return dialect.reasoning.length === 0 ? { answer } : { answer, opening: openingText(habits, answer) }
}

function answerText({ dialect }: WritingHabits, speech: string | undefined, calls: string | undefined): string {
  const { speechOpener, reasoning } = dialect
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

function openingText({ dialect }: WritingHabits, answer: string): string {
  const openers = dialect.reasoning.map(({ open }) => literal(open.text)).join(' | ')
  return `root ::= a-root | ${lineBreaks} (${openers}) ${anyText}\n${embeddedGrammar(answer, 'a-')}`
}

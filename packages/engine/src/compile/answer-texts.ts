import { callGrammar } from '../dialects/call-grammar.ts'
import type { Dialect } from '../dialects/dialect.ts'
import { compileResponse } from '../answer/response-grammar.ts'
import type { JsonSpacing } from '../structured/compile-schema.ts'
import { compileToolGrammar } from '../structured/compile-tool-grammar.ts'
import { mostBytes } from '../structured/grammar/grammar-writer.ts'
import { literal } from '../structured/grammar/literal.ts'
import { refusal } from '../structured/refusing.ts'
import { paramOf, type AskedForm } from './asked-form.ts'

/** The grammars an answer is held to, as texts in GBNF; what is undefined may be any text. */
export interface AnswerTexts {
  /** All of the answer but its reasoning: text in the form asked for, calls where one is required, or either. */
  readonly answer?: string
  /** The same, or the beginning of reasoning, after which `answer` applies. */
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
export function answerTexts(form: AskedForm, { dialect, spacing }: WritingHabits): AnswerTexts {
  const { format, tools, required, parallel } = form
  const speech = compileResponse(format, spacing)
  const calls = tools.length === 0 ? undefined : compileToolGrammar(callGrammar(dialect, tools, { parallel }))
  if (speech === undefined && !required) return calls === undefined ? {} : { calls: calls.grammar }
  const { speechOpener, reasoning } = dialect
  const isPlain = calls === undefined && speechOpener === undefined && reasoning.length === 0
  if (speech !== undefined && isPlain) return { answer: speech.grammar }
  if ((speech?.size ?? 0) + (calls?.size ?? 0) > mostBytes) {
    throw refusal(paramOf(form), 'together with the tools it takes too large a grammar')
  }
  const answer = answerText(dialect, speech?.grammar, calls?.grammar)
  return reasoning.length === 0 ? { answer } : { answer, opening: openingText(dialect, answer) }
}

function answerText(
  { speechOpener, reasoning }: WritingHabits['dialect'],
  speech: string | undefined,
  calls: string | undefined,
): string {
  const resumes = reasoning.flatMap(({ resume }) => (resume === undefined ? [] : [literal(resume)]))
  const lead = [...(reasoning.length === 0 ? [] : [lineBreaks]), ...resumes.map((resume) => `${resume}?`)]
  const opener = speechOpener === undefined ? '' : `${literal(speechOpener)}? `
  const [said, called] = [speech, calls].map((grammar) => (grammar === undefined ? undefined : withoutRoot(grammar)))
  const ways = [...(said === undefined ? [] : [opener + said.start]), ...(called === undefined ? [] : [called.start])]
  return [
    `root ::= ${[...lead, 'answer'].join(' ')}`,
    `answer ::= ${ways.join(' | ')}`,
    ...(said === undefined ? [] : [said.rules]),
    ...(called === undefined ? [] : [called.rules]),
  ].join('\n')
}

function openingText({ reasoning }: WritingHabits['dialect'], answer: string): string {
  const openers = reasoning.map(({ open }) => literal(open.text)).join(' | ')
  const { start, rules } = withoutRoot(answer)
  return `root ::= ${start} | ${lineBreaks} (${openers}) ${anyText}\n${rules}`
}

/** What the rule `root` says, which comes first and which no other refers to, and the other rules. */
function withoutRoot(grammar: string): { start: string; rules: string } {
  const end = grammar.indexOf('\n')
  return { start: grammar.slice('root ::= '.length, end), rules: grammar.slice(end + 1) }
}

import type { CallBody } from './call-body.ts'

/** A text that means something to the model, and where it does: an opening tag in mid-sentence is a quotation. */
export interface Mark {
  readonly text: string
  /** `line`: at the start of a line; `start`: before any word of the answer. */
  readonly where: 'anywhere' | 'line' | 'start'
  /** The text belongs to the call itself, as the brace of a call without a marker does. */
  readonly bare?: true
}

/** How a model marks its reasoning. */
export interface ReasoningMarks {
  readonly open: Mark
  /** Any of them ends the reasoning; the first is the one the model was taught. */
  readonly close: readonly string[]
  /** What the model writes between its reasoning and what follows. */
  readonly resume?: string
}

/** Calls as a grammar writes them; white space is taken more freely. */
export interface CallLayout {
  /** Before the first call, where a section of calls has a marker of its own. */
  readonly section?: string
  /** Before a call; begins with the first opener. */
  readonly open: string
  /** Between two calls. Absent: the model was taught one call at a time. */
  readonly between?: string
  /** After the last call. */
  readonly close: string
}

/** How a model writes calls. */
export interface CallFormat {
  /** Where calls begin; the first is the one the model was taught. */
  readonly openers: readonly Mark[]
  /** Whether an opener settles that a call follows, or only a known tool's name after it does. */
  readonly settledBy: 'opener' | 'name'
  readonly body: CallBody
  /** Swallowed after a call. */
  readonly closers: readonly string[]
  readonly layout: CallLayout
}

/** The ways of writing tool calls that the engine reads. */
export type DialectName =
  | 'hermes'
  | 'llama-json'
  | 'pythonic'
  | 'mistral'
  | 'functionary'
  | 'deepseek'
  | 'kimi'
  | 'harmony'
  | 'command-r'
  | 'json-list'
  | 'tagged-parameters'
  | 'gemma'
  | 'generic'

/** A way of writing tool calls, as data. */
export interface CallDialect {
  readonly name: DialectName
  readonly calls: CallFormat
  /** Swallowed wherever they stand: what surrounds a plain answer. */
  readonly layoutMarks?: readonly Mark[]
  /** What the model writes before a plain answer, where it marks one. */
  readonly speechOpener?: string
  /** Marks are tokens whatever kind the vocabulary says they are of; otherwise those are that it calls control tokens. */
  readonly marksAreTokens?: true
  /** Ids of calls: `call_` and 24 letters and digits, or 9 alone where the model's template takes no others. */
  readonly callIds?: 'nine'
}

/** How one model writes reasoning and tool calls. */
export interface Dialect extends CallDialect {
  /** `template`: the chat template is given the tools. `instructions`: `instructedMessages` tells the model of them. */
  readonly toolPrompt: 'template' | 'instructions'
  readonly reasoning: readonly ReasoningMarks[]
  readonly layoutMarks: readonly Mark[]
  /**
   * Ids and texts of the tokens that spell marks. The splitter must be given these texts, although they are not words
   * of the answer.
   */
  readonly markTokens: ReadonlyMap<number, string>
  /**
   * Texts of those tokens that the model always writes as tokens when it means the mark. Spelled out in letters they
   * are a quotation.
   */
  readonly quotableMarks: ReadonlySet<string>
}

/** A mark that counts anywhere. */
export function anywhere(text: string): Mark {
  return { text, where: 'anywhere' }
}

/** Why a template could not be compiled or rendered. */
export type TemplateFailure =
  /** The source is not a template of the supported language. */
  | 'syntax'
  /** An operation failed while rendering: a missing attribute, a wrong type. */
  | 'runtime'
  /** The template itself refused the conversation through `raise_exception`. */
  | 'raised'
  /** The template took too many steps or built too much text. */
  | 'limit'

/** A template failed. `ChatTemplate` turns it into an error of the public table; inside this folder it stays as it is. */
export class TemplateError extends Error {
  readonly failure: TemplateFailure
  /** Line of the template source, counted from 1, where it is known. */
  readonly line: number | undefined

  constructor(failure: TemplateFailure, message: string, line?: number) {
    super(line === undefined ? message : `${message} (line ${line})`)
    this.name = 'TemplateError'
    this.failure = failure
    this.line = line
  }
}

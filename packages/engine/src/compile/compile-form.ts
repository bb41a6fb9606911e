import { InvalidRequestError } from 'colloquy'

import { answerTexts, type AnswerTexts, type WritingHabits } from './answer-texts.ts'
import type { AskedForm } from './asked-form.ts'

/** What became of a form, as data that goes from thread to thread. */
export type CompiledForm =
  | { readonly texts: AnswerTexts }
  | { readonly refused: { readonly message: string; readonly param: string | null } }

/** Compiles an `AskedForm`, given as the text of its JSON. */
export function compileForm(asked: string, habits: WritingHabits): CompiledForm {
  // The text was made of an AskedForm, by JSON.stringify.
  const form: AskedForm = JSON.parse(asked)
  try {
    return { texts: answerTexts(form, habits) }
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error
    return { refused: { message: error.message, param: error.param ?? null } }
  }
}

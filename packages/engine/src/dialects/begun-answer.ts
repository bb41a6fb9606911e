import { InvalidRequestError } from 'colloquy'

import type { ContinuedAnswer } from '../prompt/continued-answer.ts'
import type { Dialect } from './dialect.ts'

/** What of the model's output the prompt has written already. */
export interface BegunAnswer {
  /** A mark: templates that make a model reason end with `<think>`, Functionary's with the mark before a recipient. */
  readonly mark: string
  /** Words after the mark, of an answer that goes on. They are text, whatever they look like. */
  readonly words: string
}

/**
 * Tells which part of the answer `prompt` already contains. Both parts are empty if the prompt ends outside of all
 * marks and no earlier answer is continued.
 */
export function begunAnswer({ reasoning, calls }: Dialect, prompt: string, continued?: ContinuedAnswer): BegunAnswer {
  if (continued?.part === 'content') return { mark: '', words: continued.text }
  if (continued !== undefined) return { mark: lastOpened(reasoning, prompt, continued.text), words: continued.text }
  const openers = [...reasoning.map(({ open }) => open), ...calls.openers]
  const text = prompt.trimEnd()
  const opener = openers.find((mark) => mark.bare !== true && text.endsWith(mark.text))
  return { mark: opener?.text ?? '', words: '' }
}

/** The mark after which `words` stand at the end of the prompt. */
function lastOpened(reasoning: Dialect['reasoning'], prompt: string, words: string): string {
  const before = prompt.slice(0, prompt.length - words.trim().length)
  const opened = reasoning
    .map(({ open }) => ({ text: open.text, at: before.lastIndexOf(open.text) }))
    .toSorted((one, other) => other.at - one.at)[0]
  if (opened !== undefined && opened.at >= 0) return opened.text
  throw new InvalidRequestError(
    "The last message cannot be continued: the model's chat template does not mark its reasoning.",
    { code: 'unsupported_value', param: 'continue_final_message' },
  )
}

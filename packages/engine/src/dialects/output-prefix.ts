import type { Dialect } from './dialect.ts'

/**
 * What of the model's output the prompt has written already: templates that make a model think end with `<think>`, and
 * Functionary's prompts end with the mark before a recipient. Empty where the prompt ends outside of all marks.
 */
export function outputPrefix({ reasoning, calls }: Dialect, prompt: string): string {
  const openers = [...reasoning.map(({ open }) => open), ...calls.openers]
  const text = prompt.trimEnd()
  return openers.find((mark) => mark.bare !== true && text.endsWith(mark.text))?.text ?? ''
}

import { asSafe, isSafe, madeFrom, plain, type Str } from './text.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
}

/** Escapes the five characters of HTML and marks the outcome `safe`; a string already `safe` stays as it is. */
export function escapeHtml(value: Str): Str {
  if (isSafe(value)) return value
  return asSafe(
    madeFrom(
      [value],
      plain(value).replaceAll(/[&<>'"]/g, (character) => entities[character] ?? character),
    ),
  )
}

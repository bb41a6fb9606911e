/**
 * The text with every word that begins as one of `query` handed to `mark`; whatever their case, as the search of the
 * log finds them. Without a query the text as it is.
 */
export function markWords(text: string, query: string, mark: (found: string) => string): string {
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length === 0) return text
  return text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})`, 'giu'), mark)
}

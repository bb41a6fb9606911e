/** The beginning of a text that ends with a sentence or a line; empty where no sentence has come to its end. */
export function wholeSentences(text: string): string {
  const [last] = [...text.matchAll(/[.!?…。！？](?=\s)|\n/gu)].slice(-1)
  return last === undefined ? '' : text.slice(0, last.index + last[0].length)
}

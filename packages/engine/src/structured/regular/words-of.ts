import type { Automaton } from './automaton.ts'

/** All words an automaton accepts, where there are at most `most`; undefined where there are more. */
export function wordsOf({ states }: Automaton, most: number): string[] | undefined {
  const words: string[] = []
  // From every state some word is accepted, so a beginning longer than there are states has gone round a loop.
  let beginnings: { text: string; state: number }[] = [{ text: '', state: 0 }]
  for (let length = 0; beginnings.length > 0; length++) {
    const longer: typeof beginnings = []
    for (const { text, state } of beginnings) {
      const { accepting, edges } = states[state] ?? { accepting: false, edges: [] }
      if (accepting) words.push(text)
      for (const { characters, target } of edges) {
        for (let index = 0; index < characters.length; index += 2) {
          const [low, high] = [characters[index] ?? 0, characters[index + 1] ?? 0]
          if (high - low > most) return undefined
          for (let code = low; code <= high; code++)
            longer.push({ text: text + String.fromCodePoint(code), state: target })
        }
      }
    }
    // Each beginning becomes at least one word.
    if (words.length + longer.length > most || length > states.length) return undefined
    beginnings = longer
  }
  return words
}

import { nextRanges, type GrammarState, type GrammarStates } from './grammar-states.ts'

/** The one text that must come next, as far as there is only one. */
export interface ForcedText {
  readonly text: string
  /** Whether everything must end after it. */
  readonly ends: boolean
}

// Constants can be long; what is left of them is forced again.
const longest = 400

/** What must follow in a grammar. */
export function forcedText(states: GrammarStates, from: GrammarState): ForcedText {
  let text = ''
  let state = from
  while (text.length < longest) {
    const codePoint = state.mayEnd ? undefined : onlyCodePoint(state)
    const next = codePoint === undefined ? undefined : states.after(state, codePoint)
    if (codePoint === undefined || next === undefined) break
    text += String.fromCodePoint(codePoint)
    state = next
  }
  return { text, ends: state.mayEnd && state.heads.length === 0 }
}

function onlyCodePoint({ heads }: GrammarState): number | undefined {
  const [only] = heads[0] === undefined ? [] : nextRanges(heads[0])
  const isOnly = heads.every((head) => nextRanges(head).every((bound) => bound === only))
  return isOnly ? only : undefined
}

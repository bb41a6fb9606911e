import { loadBinding } from '../../native/load-binding.ts'

const { binding } = await loadBinding('none')

/** Tells which texts a grammar in GBNF matches as a whole, by llama.cpp's own reading of it. */
export function matcherOf(grammar: string): (text: string) => boolean {
  const native = new binding.AddonGrammar(grammar, { addonExports: binding, rootRuleName: 'root' })
  return (text) => native.isTextCompatible(text)
}

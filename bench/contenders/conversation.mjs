/**
 * The messages of one round's request. They differ from the first words on, so that no contender can reuse what it
 * computed for another: that has its own bench, `prefix-reuse.mjs`.
 */
export function conversation(round, request) {
  const number = round * 16 + request + 1
  return [
    { role: 'system', content: `Story ${number}. You tell stories.` },
    { role: 'user', content: 'Tell a long story about a lighthouse keeper, a storm and a lost ship.' },
  ]
}

/** The same as ChatML text, as SmolLM2's template writes it. */
export function chatMl(round, request) {
  const messages = conversation(round, request).map(
    ({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`,
  )
  return `${messages.join('')}<|im_start|>assistant\n`
}

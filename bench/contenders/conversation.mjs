/** The question of one round and request: another one each time, so that no contender can reuse a prompt's work. */
export function question(round, request) {
  return `Question ${round * 16 + request + 1}: tell a long story about a lighthouse keeper, a storm and a lost ship.`
}

/** The ChatML text of a conversation of one question, as SmolLM2's template writes it. */
export function chatMl(text) {
  return `<|im_start|>system\n${system}<|im_end|>\n<|im_start|>user\n${text}<|im_end|>\n<|im_start|>assistant\n`
}

/** The system message all contenders send, in place of the template's own. */
export const system = 'You tell stories.'

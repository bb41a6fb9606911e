/** Bits of llama.cpp's `llama_token_attr`. */
export const tokenAttributes = { unknown: 1, normal: 4, control: 8, userDefined: 16, byte: 32 } as const

/** Values of llama.cpp's `llama_vocab_type`. */
export const vocabularyTypes = { none: 0, sentencePiece: 1, bytePair: 2, wordPiece: 3, unigram: 4 } as const

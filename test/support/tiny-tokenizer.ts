import { BytePairVocabulary } from './byte-pair-vocabulary.ts'
import { chatMlTemplate } from './chat-ml-template.ts'
import { commonWords } from './common-words.ts'
import type { GgufWriterValue } from './gguf-writer.ts'

/** What a test may change about the tokenizer of a tiny model. */
export interface TinyTokenizerOptions {
  /** Control tokens beside `<|endoftext|>`, `<|im_start|>` and `<|im_end|>`. */
  controlTokens?: readonly string[]
  /** Tokens cut out of any text, such as `<think>` or a whole phrase. */
  userTokens?: readonly string[]
  /** Words that have a token of their own; common ones unless given. Without any each byte of a text is a token. */
  words?: readonly string[]
  /** Chat template in Jinja; ChatML with tools unless given. */
  template?: string
}

/** A vocabulary and the metadata that describes it to llama.cpp. */
export interface TinyTokenizer {
  vocabulary: BytePairVocabulary
  /** The texts of its control tokens. */
  controlTokens: readonly string[]
  metadata: Record<string, GgufWriterValue>
}

/** The token that ends a turn in every tiny model. */
export const endToken = '<|im_end|>'

/** Builds the tokenizer of a tiny model: byte-level pairs, ChatML control tokens, no BOS of its own accord. */
export function tinyTokenizer(options: TinyTokenizerOptions = {}): TinyTokenizer {
  const controlTokens = ['<|endoftext|>', '<|im_start|>', endToken, ...(options.controlTokens ?? [])]
  const vocabulary = new BytePairVocabulary({
    words: options.words ?? commonWords,
    control: controlTokens,
    userDefined: options.userTokens ?? [],
  })
  return {
    vocabulary,
    controlTokens,
    metadata: {
      'tokenizer.ggml.model': 'gpt2',
      // Of the byte-level pre-tokenizers the plainest that leaves spaces before punctuation alone when it detokenizes.
      'tokenizer.ggml.pre': 'smollm',
      'tokenizer.ggml.tokens': vocabulary.tokens.map(({ text }) => text),
      'tokenizer.ggml.token_type': Int32Array.from(vocabulary.tokens, ({ kind }) => kind),
      'tokenizer.ggml.merges': vocabulary.merges,
      'tokenizer.ggml.bos_token_id': { u32: vocabulary.id('<|im_start|>') },
      'tokenizer.ggml.eos_token_id': { u32: vocabulary.id(endToken) },
      'tokenizer.ggml.add_bos_token': false,
      'tokenizer.chat_template': options.template ?? chatMlTemplate,
    },
  }
}

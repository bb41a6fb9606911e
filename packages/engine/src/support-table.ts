import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'

/** What of a model decides which values of a field can be honoured. */
export interface ModelAbilities {
  /** Whether the chat template reads a reasoning effort. */
  readonly thinks: boolean
}

/** What the embedded engine does with a field of the request. Null and absent always mean the default. */
export type Support =
  /** Does what its definition says. */
  | { readonly how: 'honoured' }
  /** Has by definition no effect on the answer of a single model in this process. */
  | { readonly how: 'accepted'; readonly because: string }
  /** Some values are honoured; others are refused with `unsupported_value`. */
  | { readonly how: 'partly'; readonly accepts: Accepts; readonly because: string }
  /** Refused with `unsupported_parameter`. */
  | { readonly how: 'refused'; readonly because: string }

type Accepts = (value: unknown, model: ModelAbilities) => boolean

const honoured = { how: 'honoured' } as const

/** Every field of a request and what the engine does with it. Nothing is ignored in silence. */
export const supportTable: Readonly<Record<keyof ChatCompletionRequest, Support>> = {
  messages: honoured,
  model: honoured,
  stream: honoured,
  stream_options: partly(
    (value) => !(isRecord(value) && value['include_obfuscation'] === true),
    'a stream of this engine carries no obfuscation; leave `include_obfuscation` out or false',
  ),
  max_completion_tokens: honoured,
  max_tokens: honoured,
  n: honoured,
  stop: honoured,
  temperature: honoured,
  top_p: honoured,
  seed: honoured,
  frequency_penalty: honoured,
  presence_penalty: honoured,
  logit_bias: honoured,
  logprobs: honoured,
  top_logprobs: honoured,
  response_format: honoured,
  tools: honoured,
  tool_choice: honoured,
  parallel_tool_calls: honoured,
  functions: honoured,
  function_call: honoured,
  reasoning_effort: partly(
    (value, { thinks }) => thinks || value === 'none',
    'this model does not think before it answers; use "none"',
  ),
  verbosity: honoured,
  modalities: partly(
    (value) => Array.isArray(value) && value.every((kind) => kind === 'text'),
    'this engine writes text only; use ["text"]',
  ),
  audio: { how: 'refused', because: 'this engine does not speak' },
  prediction: honoured,
  web_search_options: { how: 'refused', because: 'this engine does not search the web' },
  moderation: { how: 'refused', because: 'this engine has no moderation model' },
  service_tier: partly(
    (value) => value !== 'scale',
    'this engine has no scale tier; use "priority", "default" or "flex", which decide who waits less for a place',
  ),
  store: partly((value) => value === false, 'this engine keeps no completions; a Colloquy server with a store does'),
  metadata: { how: 'accepted', because: 'it is kept with stored completions, not sent to the model' },
  user: honoured,
  safety_identifier: honoured,
  prompt_cache_key: honoured,
  prompt_cache_options: {
    how: 'partly',
    accepts: () => true,
    because:
      'any beginning that prompts share is reused, so "explicit" with breakpoints is refused; without them nothing is reused or kept. ' +
      'Within their `ttl` prompts are spared while another place is free',
  },
  prompt_cache_retention: honoured,
}

/** Throws `unsupported_parameter` or `unsupported_value` (400) for what the engine would otherwise have to ignore. */
export function refuseUnsupported(request: ChatCompletionRequest, model: ModelAbilities): void {
  const fields: [string, unknown][] = Object.entries(request)
  for (const [field, value] of fields) {
    // Fields that are none of the schema's were refused when the request was validated.
    if (value === undefined || value === null || !isField(field)) continue
    const support = supportTable[field]
    if (support.how === 'refused') {
      throw new InvalidRequestError(`\`${field}\` is not supported: ${support.because}.`, {
        code: 'unsupported_parameter',
        param: field,
      })
    }
    if (support.how === 'partly' && !support.accepts(value, model)) {
      throw new InvalidRequestError(`This value of \`${field}\` is not supported: ${support.because}.`, {
        code: 'unsupported_value',
        param: field,
      })
    }
  }
}

function partly(accepts: Accepts, because: string): Support {
  return { how: 'partly', accepts, because }
}

function isField(name: string): name is keyof ChatCompletionRequest {
  return Object.hasOwn(supportTable, name)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'

/** The abilities of a model that decide which values of a field can be honoured. */
export interface ModelAbilities {
  /** Whether the chat template reads a reasoning effort. */
  readonly canReason: boolean
}

/** What the embedded engine does with a field of the request. Null and absent always mean the default. */
export type Support =
  /** Does what its definition says; `does` adds what the definition leaves open. */
  | { readonly how: 'honoured'; readonly does: string }
  /** By definition has no effect on the answer of a single model in this process. */
  | { readonly how: 'accepted'; readonly because: string }
  /** Some values are honoured; others are refused with `unsupported_value`. */
  | { readonly how: 'partly'; readonly accepts: Accepts; readonly because: string; readonly does: string | undefined }
  /** Refused with `unsupported_parameter`. */
  | { readonly how: 'refused'; readonly because: string }

type Accepts = (value: unknown, model: ModelAbilities) => boolean

/** Every field of a request and what the engine does with it. Nothing is silently ignored. */
export const supportTable: Readonly<Record<keyof ChatCompletionRequest, Support>> = {
  messages: honoured("rendered by the model's own chat template; only text parts, others are refused by their path"),
  model: honoured('the served model under any of its names; any other is a 404'),
  stream: honoured('chunks as tokens are drawn; leaving the stream stops the work within one step'),
  stream_options: partly(
    (value) => !(isRecord(value) && value['include_obfuscation'] === true),
    'in this process chunks carry no padding, which only a Colloquy server adds; leave out `include_obfuscation`, or set it to false',
    '`include_usage` sends a last chunk with the usage',
  ),
  max_completion_tokens: honoured(
    'includes reasoning and the token that ends the turn; default: what the context has left',
  ),
  max_tokens: honoured('the same as `max_completion_tokens`'),
  n: honoured('the prompt is evaluated once, and each choice has its own seed'),
  stop: honoured('ends the text just before it; does not apply to reasoning and tool calls'),
  temperature: honoured('0 always picks the likeliest token; default 1'),
  top_p: honoured('applied before the temperature; 0 always picks the likeliest token'),
  seed: honoured(
    'any integer; the same seed repeats the answer while `system_fingerprint` stays the same, apart from rounding differences when prompts are reused or answers are evaluated together, which `deterministic` prevents',
  ),
  frequency_penalty: honoured('counts the tokens of the answer, by the published formula'),
  presence_penalty: honoured('counts the tokens of the answer, by the published formula'),
  logit_bias: honoured('-100 bans a token and 100 forces it; a token that the model does not have is refused'),
  logprobs: honoured(
    'of the text only, before temperature, penalties and bias; a character made of several tokens has an entry for each',
  ),
  top_logprobs: honoured('the likeliest tokens at each position, best first'),
  response_format: honoured(
    'the answer follows the schema from its first token, or from the end of its reasoning; what cannot be enforced is refused',
  ),
  tools: honoured(
    'arguments follow their schema from the beginning of the call; a schema that cannot be enforced is refused by its path; arguments that a schema does not mention are not written',
  ),
  tool_choice: honoured('all forms; a required call is the whole answer, after any reasoning'),
  parallel_tool_calls: honoured(
    'false ends the answer after its first call; true allows up to 16 calls if the model was taught to make several',
  ),
  functions: honoured('like `tools`, answered with `function_call`, one call per answer'),
  function_call: honoured('like `tool_choice`'),
  continue_final_message: honoured(
    'the answer continues the last message, its text or else its reasoning; a `response_format` applies to both parts together',
  ),
  add_generation_prompt: honoured('the opposite of `continue_final_message`; any other value is refused'),
  reasoning_effort: partly(
    (value, { canReason }) => canReason || value === 'none',
    'this model does not reason before it answers; use "none"',
    'passed to the template, and limits the tokens of reasoning: `none` 0, `minimal` 256, `low` 1024, `medium` 4096, `high` 16,384, `xhigh` 65,536; `max` and the default have no limit',
  ),
  verbosity: honoured('the system message asks for `low` or `high`; `medium` adds nothing'),
  modalities: partly(
    (value) => Array.isArray(value) && value.every((kind) => kind === 'text'),
    'this engine writes only text; use ["text"]',
  ),
  audio: { how: 'refused', because: 'this engine does not speak' },
  prediction: honoured(
    'predicted tokens are checked against those drawn, so the answer is the same, and arrives sooner where they match',
  ),
  web_search_options: { how: 'refused', because: 'this engine does not search the web' },
  moderation: { how: 'refused', because: 'this engine has no moderation model' },
  service_tier: partly(
    (value) => value !== 'scale',
    'this engine has no scale tier; use "priority", "default" or "flex", which decide who waits less for a slot',
  ),
  store: partly((value) => value === false, 'this engine stores no completions; a Colloquy server with a store does'),
  metadata: {
    how: 'accepted',
    because: 'a server keeps it with stored completions, and the model never sees it; without `store` it is refused',
  },
  user: honoured('waiting requests of different users take turns'),
  safety_identifier: honoured('waiting requests of different users take turns'),
  prompt_cache_key: honoured(
    "requests with the same key replace each other's cached prompts before those of other keys",
  ),
  prompt_cache_options: partly(
    () => true,
    'any prefix that prompts share is reused, so "explicit" with breakpoints is refused',
    'with "explicit" nothing is reused or kept; within its `ttl` a cached prompt is kept while another slot is free',
  ),
  prompt_cache_retention: honoured('a kept prompt is no longer used after 1 or 24 hours'),
}

/** Throws `unsupported_parameter` or `unsupported_value` (400) for what the engine would otherwise have to ignore. */
export function refuseUnsupported(request: ChatCompletionRequest, model: ModelAbilities): void {
  const fields: [string, unknown][] = Object.entries(request)
  for (const [field, value] of fields) {
    // Unknown fields were refused when the request was validated.
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

function honoured(does: string): Support {
  return { how: 'honoured', does }
}

function partly(accepts: Accepts, because: string, does?: string): Support {
  return { how: 'partly', accepts, because, does }
}

function isField(name: string): name is keyof ChatCompletionRequest {
  return Object.hasOwn(supportTable, name)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

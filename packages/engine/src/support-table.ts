import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'

/** What of a model decides which values of a field can be honoured. */
export interface ModelAbilities {
  /** Whether the chat template reads a reasoning effort. */
  readonly thinks: boolean
}

/** What the embedded engine does with a field of the request. Null and absent always mean the default. */
export type Support =
  /** Does what its definition says; `does` tells what is not in the definition. */
  | { readonly how: 'honoured'; readonly does: string }
  /** Has by definition no effect on the answer of a single model in this process. */
  | { readonly how: 'accepted'; readonly because: string }
  /** Some values are honoured; others are refused with `unsupported_value`. */
  | { readonly how: 'partly'; readonly accepts: Accepts; readonly because: string; readonly does: string | undefined }
  /** Refused with `unsupported_parameter`. */
  | { readonly how: 'refused'; readonly because: string }

type Accepts = (value: unknown, model: ModelAbilities) => boolean

/** Every field of a request and what the engine does with it. Nothing is ignored in silence. */
export const supportTable: Readonly<Record<keyof ChatCompletionRequest, Support>> = {
  messages: honoured("rendered by the model's own chat template; text parts only, others are refused by their place"),
  model: honoured('the served model by any of its names; another one is a 404'),
  stream: honoured('chunks as the tokens come; leaving the stream stops the work within a step'),
  stream_options: partly(
    (value) => !(isRecord(value) && value['include_obfuscation'] === true),
    'chunks in this process carry no padding, which a Colloquy server adds to what it sends; leave `include_obfuscation` out or false',
    '`include_usage` sends a last chunk with the count',
  ),
  max_completion_tokens: honoured('counts thoughts and the token that ends the turn; default: what the context leaves'),
  max_tokens: honoured('the same as `max_completion_tokens`'),
  n: honoured('the prompt is evaluated once, each choice draws with a seed of its own'),
  stop: honoured('ends the text before it; not looked for in thoughts and tool calls'),
  temperature: honoured('0 takes the likeliest token; default 1'),
  top_p: honoured('applied before the temperature; 0 takes the likeliest token'),
  seed: honoured(
    'any integer; the same seed repeats the answer while `system_fingerprint` stays the same, but for what is rounded otherwise when prompts are reused or answers evaluated together; `deterministic` excludes that',
  ),
  frequency_penalty: honoured('counts the tokens of the answer, by the published formula'),
  presence_penalty: honoured('counts the tokens of the answer, by the published formula'),
  logit_bias: honoured('-100 bans and 100 forces; a token the model does not have is refused'),
  logprobs: honoured(
    'of the text alone, before temperature, penalties and bias; a character of several tokens has an entry for each',
  ),
  top_logprobs: honoured('the likeliest tokens in each place, best first'),
  response_format: honoured(
    'the answer is held to the schema from its first token, or from the end of its thoughts; what cannot be enforced is refused',
  ),
  tools: honoured(
    'arguments are held to each schema from where the call begins; a schema that cannot be enforced is refused by its place; arguments that a schema does not mention are not written',
  ),
  tool_choice: honoured('all forms; a call that is required is the whole answer, behind thoughts'),
  parallel_tool_calls: honoured(
    'false ends the answer behind its first call; true allows up to 16 where the model was taught several',
  ),
  functions: honoured('as `tools`, told as `function_call`, one call an answer'),
  function_call: honoured('as `tool_choice`'),
  continue_final_message: honoured(
    'the answer is what follows the last message, its words or else its thoughts; a form that is asked for holds both together',
  ),
  add_generation_prompt: honoured('the opposite of `continue_final_message`; another value is refused'),
  reasoning_effort: partly(
    (value, { thinks }) => thinks || value === 'none',
    'this model does not think before it answers; use "none"',
    'given to the template, and a limit to the tokens of thoughts: `none` 0, `minimal` 256, `low` 1024, `medium` 4096, `high` 16,384, `xhigh` 65,536, `max` and default none',
  ),
  verbosity: honoured('`low` and `high` are asked for in the system message; `medium` adds nothing'),
  modalities: partly(
    (value) => Array.isArray(value) && value.every((kind) => kind === 'text'),
    'this engine writes text only; use ["text"]',
  ),
  audio: { how: 'refused', because: 'this engine does not speak' },
  prediction: honoured(
    'guesses are checked against what is drawn, so the answer is the same and comes sooner where they hold',
  ),
  web_search_options: { how: 'refused', because: 'this engine does not search the web' },
  moderation: { how: 'refused', because: 'this engine has no moderation model' },
  service_tier: partly(
    (value) => value !== 'scale',
    'this engine has no scale tier; use "priority", "default" or "flex", which decide who waits less for a place',
  ),
  store: partly((value) => value === false, 'this engine keeps no completions; a Colloquy server with a store does'),
  metadata: {
    how: 'accepted',
    because: 'a server keeps it with the completions it stores, the model never sees it; without `store` it is refused',
  },
  user: honoured('people who are named take turns for a place'),
  safety_identifier: honoured('people who are named take turns for a place'),
  prompt_cache_key: honoured("requests of one key take each other's places and spare those of other keys"),
  prompt_cache_options: partly(
    () => true,
    'any beginning that prompts share is reused, so "explicit" with breakpoints is refused',
    'with "explicit" nothing is reused or kept; within their `ttl` prompts are spared while another place is free',
  ),
  prompt_cache_retention: honoured('a kept prompt is no longer used after 1 or 24 hours'),
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

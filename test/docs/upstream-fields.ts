import type { ChatCompletionRequest } from 'colloquy/protocol'

/** What the server does with a field in front of upstreams: hand it on as it is, or something of its own. */
export type UpstreamField = 'handed on' | { readonly own: string }

/** Every field of a request. A test sends them all through a server and compares what its upstream saw. */
export const upstreamFields: Readonly<Record<keyof ChatCompletionRequest, UpstreamField>> = {
  messages: 'handed on',
  model: { own: 'an alias is replaced by its model; a fallback may answer, and then the answer names it' },
  stream: 'handed on',
  stream_options: {
    own: 'the server always asks for usage, and shows it to callers who asked; it adds `include_obfuscation` padding itself',
  },
  max_completion_tokens: 'handed on',
  max_tokens: 'handed on',
  n: 'handed on',
  stop: 'handed on',
  temperature: 'handed on',
  top_p: 'handed on',
  seed: 'handed on',
  frequency_penalty: 'handed on',
  presence_penalty: 'handed on',
  logit_bias: 'handed on',
  logprobs: 'handed on',
  top_logprobs: 'handed on',
  response_format: 'handed on',
  tools: 'handed on',
  tool_choice: 'handed on',
  parallel_tool_calls: 'handed on',
  functions: 'handed on',
  continue_final_message: 'handed on',
  add_generation_prompt: 'handed on',
  function_call: 'handed on',
  reasoning_effort: 'handed on',
  verbosity: 'handed on',
  modalities: 'handed on',
  audio: 'handed on',
  prediction: 'handed on',
  web_search_options: 'handed on',
  moderation: 'handed on',
  service_tier: 'handed on',
  store: { own: 'the server keeps the completion; where it has no store, true is refused' },
  metadata: { own: 'kept with the stored completion, not handed on' },
  user: 'handed on',
  safety_identifier: 'handed on',
  prompt_cache_key: 'handed on',
  prompt_cache_options: 'handed on',
  prompt_cache_retention: 'handed on',
}

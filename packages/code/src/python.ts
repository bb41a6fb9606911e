import type { ChatCompletionRequest } from 'colloquy/protocol'
import type { Place } from './place.ts'
import { pythonLiteral } from './python-literal.ts'

/** The request as a Python program with OpenAI's package. */
export function python(request: ChatCompletionRequest, { baseURL, keyed }: Place): string {
  const set = Object.entries(request).filter(([, value]) => value !== undefined)
  const known = set.filter(([name]) => parameters.has(name))
  // The package's `create` takes no field that it has no parameter for; those of vendors go beside them.
  const others = Object.fromEntries(set.filter(([name]) => !parameters.has(name)))
  const fields = [...known, ...(Object.keys(others).length > 0 ? [['extra_body', others] as const] : [])]
  return [
    'from openai import OpenAI',
    '',
    // The package reads OPENAI_API_KEY by itself.
    `client = OpenAI(base_url=${pythonLiteral(baseURL)}${keyed ? '' : ', api_key="none"'})`,
    `${request.stream ? 'stream' : 'completion'} = client.chat.completions.create(`,
    ...fields.map(([name, value]) => `    ${name}=${pythonLiteral(value, '    ')},`),
    ')',
    ...(request.stream ? streamed : [`print(completion.choices[0].message${request.tools?.length ? '' : '.content'})`]),
    '',
  ].join('\n')
}

const streamed = [
  'for chunk in stream:',
  '    if chunk.choices:',
  '        print(chunk.choices[0].delta.content or "", end="", flush=True)',
  'print()',
]

// Of openai 1.100 for Python, August 2025, and later. What came since is sent as well from beside them.
const parameters: ReadonlySet<string> = new Set([
  'messages',
  'model',
  'audio',
  'frequency_penalty',
  'function_call',
  'functions',
  'logit_bias',
  'logprobs',
  'max_completion_tokens',
  'max_tokens',
  'metadata',
  'modalities',
  'n',
  'parallel_tool_calls',
  'prediction',
  'presence_penalty',
  'prompt_cache_key',
  'reasoning_effort',
  'response_format',
  'safety_identifier',
  'seed',
  'service_tier',
  'stop',
  'store',
  'stream',
  'stream_options',
  'temperature',
  'tool_choice',
  'tools',
  'top_logprobs',
  'top_p',
  'user',
  'verbosity',
  'web_search_options',
] satisfies (keyof ChatCompletionRequest)[])

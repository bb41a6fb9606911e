import { chatCompletionRequest, descriptions, type FieldSchema, type SchemaNode } from 'colloquy/validate'

/** One field of the request as the panel shows it. */
export interface Parameter {
  readonly name: string
  readonly schema: SchemaNode
  /** What the field does, from the protocol's own documentation. */
  readonly description: string
  /** The values it takes, in words; empty where anything of its kind goes. */
  readonly range: string
  /** What happens when it is not set, where that is one value. */
  readonly default: unknown
}

/** Fields that have a place of their own on the page, or that the page decides. */
const elsewhere = new Set([
  'messages',
  'model',
  'stream',
  'stream_options',
  'tools',
  'response_format',
  'functions',
  'function_call',
  'max_tokens',
  'user',
])

// What people reach for first; the rest follows in the order of the schema.
const first = ['temperature', 'top_p', 'max_completion_tokens', 'stop', 'seed', 'n', 'logprobs', 'top_logprobs']

/** Every parameter of a request, generated from the schema that servers validate with. */
export function parameters(): readonly Parameter[] {
  const request = chatCompletionRequest
  if (request.kind !== 'object') return []
  const texts = descriptions['CreateChatCompletionRequest']?.fields ?? {}
  const rank = (name: string): number => (first.includes(name) ? first.indexOf(name) : first.length)
  return Object.entries(request.fields)
    .filter(([name]) => !elsewhere.has(name))
    .map(([name, field]) => parameter(name, field, texts[name] ?? ''))
    .toSorted((a, b) => rank(a.name) - rank(b.name))
}

function parameter(name: string, { schema, default: unset }: FieldSchema, description: string): Parameter {
  return { name, schema, description, range: rangeOf(schema), default: unset }
}

function rangeOf(schema: SchemaNode): string {
  switch (schema.kind) {
    case 'number':
    case 'integer': {
      const { min, max } = schema
      if (min !== undefined && max !== undefined) return `${min} to ${max}`
      return min === undefined ? '' : `from ${min}`
    }
    case 'string':
      return schema.maxLength === undefined ? '' : `up to ${schema.maxLength} characters`
    case 'enum':
      return schema.values.join(', ')
    case 'boolean':
      return 'true or false'
    default:
      return 'JSON'
  }
}

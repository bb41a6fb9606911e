import { openApiSchema, openApiSchemas, updateChatCompletionRequest, type OpenApiSchema } from 'colloquy/validate'
import type { Operation } from './operation.ts'

/** A document of OpenAPI 3.1. */
export type OpenApiDocument = Readonly<{
  openapi: string
  info: OpenApiSchema
  security: readonly OpenApiSchema[]
  paths: Readonly<Record<string, Readonly<Record<string, OpenApiSchema>>>>
  components: Readonly<{ schemas: Readonly<Record<string, OpenApiSchema>> } & Record<string, unknown>>
}>

/**
 * The document of a server that answers these operations. Its schemas are made of those that validate; a request may have
 * these fields besides.
 */
export function openApiDocument(
  operations: readonly Operation[],
  extraFields: readonly string[] = [],
): OpenApiDocument {
  const paths: Record<string, Record<string, OpenApiSchema>> = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Colloquy',
      version: '2.3.0',
      description: 'Chat completions, as version 2.3.0 of OpenAI’s API describes them.',
    },
    security: [{ key: [] }, {}],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'Needed where the server has keys.' } },
      headers,
      schemas: {
        ...withFields(openApiSchemas(), extraFields),
        UpdateChatCompletionRequest: openApiSchema(updateChatCompletionRequest),
        ...own,
      },
    },
  }
}

function withFields(schemas: Record<string, OpenApiSchema>, names: readonly string[]): Record<string, OpenApiSchema> {
  const { CreateChatCompletionRequest: request = {}, ...rest } = schemas
  const extra = names.map((name) => [name, { description: 'Handed on to the upstream, which knows it.' }])
  const properties = { ...Object(request['properties']), ...Object.fromEntries(extra) }
  return { CreateChatCompletionRequest: { ...request, properties }, ...rest }
}

/** Shapes that the published API does not have, or has otherwise. */
const own: Readonly<Record<string, OpenApiSchema>> = {
  Status: {
    description: 'How the server is.',
    type: 'object',
    properties: { status: { type: 'string' }, reason: { type: 'string', description: 'Why it is not ready.' } },
    required: ['status'],
  },
  StoredMessageList: {
    description: 'A page of the messages of a stored completion.',
    type: 'object',
    properties: {
      object: { type: 'string', enum: ['list'] },
      data: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: { type: 'string' },
            role: { type: 'string', enum: ['developer', 'system', 'user', 'assistant', 'tool', 'function'] },
            content: { anyOf: [{ type: 'string' }, { type: 'null' }] },
            content_parts: { anyOf: [{ type: 'array', items: { type: 'object' } }, { type: 'null' }] },
          },
          required: ['id', 'role', 'content', 'content_parts'],
        },
      },
      first_id: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      last_id: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      has_more: { type: 'boolean' },
    },
    required: ['object', 'data', 'first_id', 'last_id', 'has_more'],
  },
}

const headers: OpenApiSchema = {
  'x-request-id': { description: 'The server’s name for the request.', required: true, schema: { type: 'string' } },
  'openai-processing-ms': {
    description: 'Milliseconds until the answer began.',
    required: true,
    schema: { type: 'string' },
  },
}

const everyAnswer = Object.fromEntries(
  ['x-request-id', 'openai-processing-ms'].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
)

const reasons: Readonly<Record<number, string>> = {
  400: 'The request is wrong; `param` names the field.',
  401: 'No key, or none that the server knows.',
  403: 'The host or the origin is not allowed.',
  404: 'There is no such thing.',
  413: 'The body is too large.',
  415: 'The body is not said to be JSON.',
  429: 'A limit of the key is reached, or its budget spent.',
  500: 'The server failed.',
  502: 'The upstream failed.',
  503: 'There is no room for the request now, or what the server keeps cannot be reached.',
  504: 'The upstream took too long.',
}

function describe(operation: Operation): OpenApiSchema {
  const { id, summary, parameters, body, open, path } = operation
  // Keys are looked up where things are kept, which may be down.
  const refusals = [...operation.refusals, ...(open ? [] : [401, 503]), 403]
  return {
    operationId: id,
    summary,
    ...(open && { security: [] }),
    ...(parameters && { parameters }),
    ...(body !== undefined && { requestBody: { required: true, content: json(body) } }),
    responses: {
      200: { description: 'The answer.', headers: everyAnswer, content: answerContent(operation) },
      ...(path === '/readyz' && { 503: { description: 'Not ready.', headers: everyAnswer, content: json('Status') } }),
      ...Object.fromEntries(refusals.map((status) => [status, refusal(status)])),
    },
  }
}

function refusal(status: number): OpenApiSchema {
  return { description: reasons[status] ?? 'Refused.', headers: everyAnswer, content: json('ErrorResponse') }
}

function answerContent({ answer, events }: Operation): OpenApiSchema {
  return { ...json(answer), ...(events !== undefined && { 'text/event-stream': { schema: eventSchema(events) } }) }
}

/** Before OpenAPI 3.2 has `itemSchema`, tools take the schema of an event stream for that of each of its events. */
function eventSchema(chunk: string): OpenApiSchema {
  const carries = (schema: string): OpenApiSchema => ({
    contentMediaType: 'application/json',
    contentSchema: { $ref: `#/components/schemas/${schema}` },
  })
  return {
    type: 'object',
    description: `An event: a ${chunk}; after the last one [DONE], or an error in its place.`,
    required: ['data'],
    properties: {
      data: { type: 'string', anyOf: [{ const: '[DONE]' }, carries(chunk), carries('ErrorResponse')] },
    },
  }
}

function json(schema: string): OpenApiSchema {
  return { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } }
}

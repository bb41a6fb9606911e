import type { Operation, OperationParameter } from './operation.ts'

const completionId: OperationParameter = {
  name: 'completion_id',
  in: 'path',
  description: 'The id of a stored completion.',
  schema: { type: 'string' },
  required: true,
}

const paging: readonly OperationParameter[] = [
  { name: 'after', in: 'query', description: 'The last id of the page before.', schema: { type: 'string' } },
  {
    name: 'limit',
    in: 'query',
    description: 'How many a page.',
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  },
  {
    name: 'order',
    in: 'query',
    description: 'By time: oldest first (`asc`) or newest first (`desc`).',
    schema: { type: 'string', enum: ['asc', 'desc'], default: 'asc' },
  },
]

const filters: readonly OperationParameter[] = [
  { name: 'model', in: 'query', description: 'Only those of this model.', schema: { type: 'string' } },
  {
    name: 'metadata',
    in: 'query',
    description: 'Only those with these pairs, written `metadata[key]=value`.',
    schema: {
      type: 'object',
      additionalProperties: { type: 'string' },
      propertyNames: { minLength: 1 },
    },
    style: 'deepObject',
    explode: true,
  },
]

const idempotencyKey: OperationParameter = {
  name: 'idempotency-key',
  in: 'header',
  description: 'The same key and the same request get the same answer, for a day.',
  schema: { type: 'string', pattern: '^[\\x20-\\x7e]+$', minLength: 1, maxLength: 255 },
}

const completions = '/v1/chat/completions'

/** Every operation the server answers, in the order of the route table. */
export const operations: readonly Operation[] = [
  {
    method: 'post',
    path: completions,
    id: 'createChatCompletion',
    summary: 'Answer a conversation, whole or as a stream.',
    parameters: [idempotencyKey],
    body: 'CreateChatCompletionRequest',
    answer: 'CreateChatCompletionResponse',
    events: 'CreateChatCompletionStreamResponse',
    refusals: [400, 404, 413, 415, 429, 500, 502, 503, 504],
  },
  {
    method: 'get',
    path: completions,
    id: 'listChatCompletions',
    needsStore: true,
    summary: 'List stored completions.',
    parameters: [...filters, ...paging],
    answer: 'ChatCompletionList',
    refusals: [400, 404],
  },
  {
    method: 'get',
    path: `${completions}/{completion_id}`,
    id: 'getChatCompletion',
    needsStore: true,
    summary: 'Read a stored completion.',
    parameters: [completionId],
    answer: 'CreateChatCompletionResponse',
    refusals: [404],
  },
  {
    method: 'post',
    path: `${completions}/{completion_id}`,
    id: 'updateChatCompletion',
    needsStore: true,
    summary: 'Put other metadata in place of a stored completion’s.',
    parameters: [completionId],
    body: 'UpdateChatCompletionRequest',
    answer: 'CreateChatCompletionResponse',
    refusals: [400, 404, 413, 415],
  },
  {
    method: 'delete',
    path: `${completions}/{completion_id}`,
    id: 'deleteChatCompletion',
    needsStore: true,
    summary: 'Delete a stored completion.',
    parameters: [completionId],
    answer: 'ChatCompletionDeleted',
    refusals: [404],
  },
  {
    method: 'get',
    path: `${completions}/{completion_id}/messages`,
    id: 'getChatCompletionMessages',
    needsStore: true,
    summary: 'List the messages that a stored completion answered.',
    parameters: [completionId, ...paging],
    answer: 'StoredMessageList',
    refusals: [400, 404],
  },
  {
    method: 'get',
    path: '/v1/models',
    id: 'listModels',
    summary: 'List the models on offer.',
    answer: 'ListModelsResponse',
    refusals: [502, 503, 504],
  },
  {
    method: 'get',
    path: '/v1/models/{model}',
    id: 'retrieveModel',
    summary: 'Read about a model.',
    parameters: [
      {
        name: 'model',
        in: 'path',
        description: 'Its id, which may hold slashes and colons.',
        schema: { type: 'string' },
        required: true,
      },
    ],
    answer: 'Model',
    refusals: [404, 502, 503, 504],
  },
  {
    method: 'get',
    path: '/livez',
    id: 'getLiveness',
    summary: 'Tell that the process lives.',
    answer: 'Status',
    refusals: [],
    open: true,
  },
  {
    method: 'get',
    path: '/readyz',
    id: 'getReadiness',
    summary: 'Tell whether requests should come here, or why not.',
    answer: 'Status',
    refusals: [],
    open: true,
  },
]

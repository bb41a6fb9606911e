export { assertFits } from './assert-fits.ts'
export { checkChatCompletion, checkChatCompletionChunk, type CheckReplyOptions } from './check-reply.ts'
export { descriptions } from './descriptions.ts'
export { findIssues, type FindIssuesOptions } from './find-issues.ts'
export { nearestName } from './nearest-name.ts'
export { openApiSchema, openApiSchemas, type OpenApiSchema } from './openapi-schemas.ts'
export { publishedSchemas } from './published-schemas.ts'
export { renderPath, type Path } from './render-path.ts'
export type {
  ArraySchema,
  BooleanSchema,
  EnumSchema,
  FieldSchema,
  FieldUnionSchema,
  JsonObjectSchema,
  NumberSchema,
  ObjectSchema,
  RecordSchema,
  Schema,
  SchemaNode,
  StringSchema,
  TypeUnionSchema,
} from './schema.ts'
export type { SchemaDescription } from './schema-description.ts'
export { chatCompletionRequest } from './schemas/request-schemas.ts'
export { chatCompletion, chatCompletionChunk } from './schemas/response-schemas.ts'
export { updateChatCompletionRequest } from './schemas/update-schema.ts'
export { allowedToolName } from './tool-couplings.ts'
export { validateChatCompletionRequest, type ValidateRequestOptions } from './validate-chat-completion-request.ts'
export { validateMetadataUpdate } from './validate-metadata-update.ts'
export type { ValidationIssue } from './validation-issue.ts'

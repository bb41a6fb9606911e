export {
  defineTool,
  type ArgumentsOf,
  type RunnableTool,
  type ToolContext,
  type ToolDefinition,
} from './define-tool.ts'
export type { FromJsonSchema } from './from-json-schema.ts'
export { jsonSchema } from './json-schema.ts'
export type { InlineTool } from './inline-tool.ts'
export { runTools, type Asks, type CompletingStream, type RunToolsRequest, type ToolRun } from './run-tools.ts'
export type { AskOptions, RunToolsOptions } from './run-tools-options.ts'
export type { OutputOf, StandardIssue, StandardResult, StandardSchema } from './standard-schema.ts'
export { dropAddedNulls } from './drop-added-nulls.ts'
export type { ToolRunEvent } from './tool-run-event.ts'
export { strictSchema, type JsonSchema, type StrictSchema } from './strict-schema.ts'

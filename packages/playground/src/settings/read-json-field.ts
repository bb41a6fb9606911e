import { chatCompletionRequest, findIssues } from 'colloquy/validate'

/** What a text says about a field of the request: its value, or what is wrong with it. */
export type JsonField =
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string }

/** Reads the JSON text of one field and checks it as a server would. An empty text is a field that is not set. */
export function readJsonField(field: string, text: string): JsonField {
  if (text.trim() === '') return { value: undefined }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: `Not JSON yet: ${error instanceof Error ? error.message : String(error)}` }
  }
  const schema = chatCompletionRequest.kind === 'object' ? chatCompletionRequest.fields[field]?.schema : undefined
  const [issue] = schema === undefined ? [] : findIssues(schema, value, { subject: `\`${field}\`` })
  return issue === undefined ? { value } : { problem: issue.param === null ? issue.message : inField(field, issue) }
}

// The walk began at the field, so its paths begin within it.
function inField(field: string, { message, param }: { message: string; param: string | null }): string {
  return param === null
    ? message
    : message.replace(`\`${param}\``, `\`${field}${param.startsWith('[') ? '' : '.'}${param}\``)
}

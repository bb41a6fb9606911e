import { isRecord } from '../is-record.ts'

/** What a server said in an error, whichever dialect it speaks. */
export interface ServerWords {
  message: string
  type?: string | undefined
  param?: string | undefined
  code?: string | undefined
  /** Status named inside the body (old vLLM, OpenRouter), which tells more than the HTTP status when that is 200. */
  status?: number | undefined
}

/**
 * Finds the error in a parsed body. Undefined where the body speaks of none.
 *
 * Read are OpenAI's `{error: {message, type, param, code}}`, Ollama's `{error: "…"}`, FastAPI's `{detail: "…" | […]}`,
 * and the top level `{object: "error", message, code}` of older vLLM. `message` alone counts only where the status
 * already says that it is an error.
 */
export function serverWords(body: unknown, options: { failed: boolean }): ServerWords | undefined {
  if (typeof body === 'string') return options.failed && body ? { message: body } : undefined
  if (!isRecord(body)) return undefined
  const { error, detail } = body
  if (typeof error === 'string' && error) return { message: error, ...fieldsOf(body, 'message') }
  if (isRecord(error)) return { message: '', ...fieldsOf(error) }
  if (typeof detail === 'string') return { message: detail }
  if (Array.isArray(detail)) return { message: detail.map(validationLine).join('; '), param: pathOf(detail[0]) }
  if (isRecord(detail)) return { message: '', ...fieldsOf(detail) }
  if (body['object'] === 'error' || (options.failed && typeof body['message'] === 'string')) {
    return { message: '', ...fieldsOf(body) }
  }
  return undefined
}

/** The HTTP status a server would have sent, had it known before the stream began; undefined where nothing tells. */
export function impliedStatus({ status, type, code }: ServerWords): number | undefined {
  if (status) return status
  if (code === 'insufficient_quota' || type?.includes('rate_limit')) return 429
  return type === 'invalid_request_error' ? 400 : undefined
}

/** Copies the fields that are there, so that a spread never overwrites with undefined. */
function fieldsOf(error: Record<string, unknown>, skipped?: string): Partial<ServerWords> {
  const words: Partial<ServerWords> = {}
  const { message, type, param, code } = error
  if (skipped !== 'message' && message !== undefined && message !== null) words.message = textOf(message)
  if (typeof type === 'string') words.type = type
  if (typeof param === 'string') words.param = param
  // Numbers, also as text, are the HTTP status over again (old vLLM, OpenRouter, LiteLLM), not a reason.
  if (Number(code) >= 400) words.status = Number(code)
  else if (typeof code === 'string' && code) words.code = code
  return words
}

function validationLine(problem: unknown): string {
  const message = isRecord(problem) ? problem['msg'] : problem
  const path = pathOf(problem)
  return path ? `${path}: ${textOf(message)}` : textOf(message)
}

/** FastAPI writes `loc: ["body", "messages", 0, "role"]`. */
function pathOf(problem: unknown): string | undefined {
  const loc = isRecord(problem) ? problem['loc'] : undefined
  if (!Array.isArray(loc)) return undefined
  const path = loc[0] === 'body' ? loc.slice(1) : loc
  return path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at ? `.${step}` : step)).join('') || undefined
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

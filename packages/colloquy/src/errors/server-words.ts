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
export function serverWords(body: unknown, { failed }: { failed: boolean }): ServerWords | undefined {
  if (failed && body && typeof body === 'string') return { message: body }
  if (!isRecord(body)) return undefined
  const { error, detail, object, message } = body
  const spoken = error || (detail ?? ((object === 'error' || (failed && message)) && body))
  if (!spoken) return undefined
  if (Array.isArray(spoken)) return { message: spoken.map(validationLine).join('; '), param: pathOf(spoken[0]) }
  const fields = isRecord(spoken) ? spoken : { ...body, message: spoken }
  const { type, param, code } = fields
  // Numbers, also as text, are the HTTP status over again (old vLLM, OpenRouter, LiteLLM), not a reason.
  const status = Number(code) >= 400 ? Number(code) : undefined
  return {
    message: textOf(fields['message'] ?? ''),
    type: stringOf(type),
    param: stringOf(param),
    code: status ? undefined : stringOf(code),
    status,
  }
}

/** The HTTP status a server would have sent, had it known before the stream began; undefined where nothing tells. */
export function impliedStatus({ status, type, code }: ServerWords): number | undefined {
  if (status) return status
  if (code === 'insufficient_quota' || type?.includes('rate_limit')) return 429
  return type === 'invalid_request_error' ? 400 : undefined
}

function validationLine(problem: unknown): string {
  const message = textOf(isRecord(problem) ? problem['msg'] : problem)
  const path = pathOf(problem)
  return path ? `${path}: ${message}` : message
}

/** FastAPI writes `loc: ["body", "messages", 0, "role"]`. */
function pathOf(problem: unknown): string | undefined {
  const loc = isRecord(problem) && problem['loc']
  if (!Array.isArray(loc)) return undefined
  const path = loc.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  return path.replace(/^(\.body(?=[.[]|$))?\.?/, '') || undefined
}

function textOf(value: unknown): string {
  return stringOf(value) ?? JSON.stringify(value) ?? ''
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

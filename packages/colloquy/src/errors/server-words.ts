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
 * Read are OpenAI's `{error: {message, type, param, code}}`, Ollama's `{error: "…"}`, FastAPI's `{detail: "…" | […]}` (of a
 * list the first problem, as OpenAI tells one at a time) and the top level `{object: "error", message, code}` of older vLLM.
 * `message` alone counts only where the HTTP status already says that it is an error.
 */
export function serverWords(body: unknown, status: number): ServerWords | undefined {
  const said = isRecord(body) ? body : { message: typeof body === 'string' && body }
  const { error, detail, object, message } = said
  const spoken = error || detail || ((object === 'error' || (status >= 300 && message)) && said)
  return spoken ? wordsOf(spoken, said) : undefined
}

/** Reads an error, or the first of FastAPI's problems; what is a mere text has its fields `beside` it. */
function wordsOf(said: unknown, beside: Record<string, unknown>): ServerWords {
  const spoken: unknown = Array.isArray(said) ? said[0] : said
  const { message, msg, type, param, loc, code } = isRecord(spoken) ? spoken : { ...beside, message: spoken }
  const words = message ?? msg ?? ''
  // FastAPI's `["body", "messages", 0, "role"]`: where it looked, then the path.
  const path = Array.isArray(loc)
    ? loc
        .slice(1)
        .join('.')
        .replace(/\.(\d+)/g, '[$1]')
    : ''
  // Numbers, also as text, are the HTTP status over again (old vLLM, OpenRouter, LiteLLM), not a reason.
  const status = Number(code) >= 400 ? Number(code) : undefined
  return {
    message: (path && `${path}: `) + (stringOf(words) ?? JSON.stringify(words)),
    type: stringOf(type),
    param: stringOf(param) ?? path,
    code: status ? undefined : stringOf(code),
    status,
  }
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** The HTTP status a server would have sent, had it known before the stream began; 500 where nothing tells. */
export function impliedStatus({ status, type, code }: Partial<ServerWords> = {}): number {
  if (status) return status
  if (code === 'insufficient_quota' || type?.includes('rate_limit')) return 429
  return type === 'invalid_request_error' ? 400 : 500
}

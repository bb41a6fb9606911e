/** How full the model's context is after an answer. */
import type { ChatBackend } from 'colloquy'
import type { CompletionUsage } from 'colloquy/protocol'

/**
 * Tokens that the context of `model` holds, as the answering side lists it (`max_model_len`); undefined where it does
 * not tell or has no list. Never rejects: a figure for people is no reason to fail.
 */
export async function contextSize(backend: Pick<ChatBackend, 'models'>, model: string): Promise<number | undefined> {
  try {
    const offered = await backend.models()
    // A file or an alias is listed under the name of what it means.
    const meant = offered.find(({ id }) => id === model) ?? (offered.length === 1 ? offered[0] : undefined)
    return meant?.max_model_len ?? undefined
  } catch {
    return undefined
  }
}

/** `4 % of context`, the prompt and the answer together. */
export function contextShare({ total_tokens }: CompletionUsage, size: number): string {
  const percent = (total_tokens / size) * 100
  return `${percent < 1 ? '<1' : Math.round(percent)} % of context`
}

import type { ReasoningEffort } from 'colloquy/protocol'

/**
 * The template variables that a request's `reasoning_effort` means. Models have no common name for it: gpt-oss reads
 * the effort itself, Qwen and GLM `enable_thinking`, DeepSeek and Granite `thinking`. Without an effort none is set, and
 * the template's own default stands.
 */
export function reasoningVariables(effort: ReasoningEffort | undefined): Readonly<Record<string, unknown>> {
  if (effort === undefined) return {}
  if (effort === 'none') return { enable_thinking: false, thinking: false }
  return { reasoning_effort: effort, enable_thinking: true, thinking: true }
}

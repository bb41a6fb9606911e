import type { ExtraContent } from './tool-call.ts'

/**
 * Vendor fields that carry the model's reasoning. No published schema has them, and each server sends others. All are
 * kept as they come, and sent back with the message.
 */
export interface ReasoningFields {
  /** Reasoning as text (DeepSeek, vLLM, SGLang, llama.cpp). */
  reasoning_content?: string | null
  /** Reasoning as text (OpenRouter, Groq, newer vLLM). */
  reasoning?: string | null
  /** Reasoning in blocks, possibly encrypted or signed (OpenRouter). Order and content must survive a round trip. */
  reasoning_details?: readonly ReasoningDetail[] | null
  /** Other data the vendor wants back (Gemini's thought signatures). */
  extra_content?: ExtraContent | null
}

/** One block of reasoning. */
export interface ReasoningDetail {
  /** Kind of block, such as `reasoning.text`, `reasoning.summary` or `reasoning.encrypted`. */
  type?: string | null
  /** The block's id. */
  id?: string | null
  /** The vendor's format of the block. */
  format?: string | null
  /** The block's place, counted from 0; fragments of one block in a stream share it. */
  index?: number | null
  /** Reasoning in words. */
  text?: string | null
  /** A summary of the reasoning. */
  summary?: string | null
  /** Encrypted reasoning. */
  data?: string | null
  /** Signature of the block. */
  signature?: string | null
  /** Further members of this vendor. */
  [member: string]: unknown
}

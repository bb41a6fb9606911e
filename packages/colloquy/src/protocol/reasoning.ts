import type { ExtraContent } from './tool-call.ts'

/**
 * Vendor fields that carry the model's thinking. They stand in no published schema; servers differ in which they
 * send. All are kept as they come, and a message is sent back with them.
 */
export interface ReasoningFields {
  /** Thinking as text (DeepSeek, vLLM, SGLang, llama.cpp). */
  reasoning_content?: string | null
  /** Thinking as text (OpenRouter, Groq, newer vLLM). */
  reasoning?: string | null
  /** Thinking in blocks, possibly encrypted or signed (OpenRouter). Order and content must survive a round trip. */
  reasoning_details?: readonly ReasoningDetail[] | null
  /** Other data the vendor wants back (Gemini's thought signatures). */
  extra_content?: ExtraContent | null
}

/** One block of thinking. */
export interface ReasoningDetail {
  /** Kind of block, such as `reasoning.text`, `reasoning.summary` or `reasoning.encrypted`. */
  type?: string | null
  /** The block's id. */
  id?: string | null
  /** The vendor's format of the block. */
  format?: string | null
  /** The block's place, counted from 0; fragments of one block in a stream share it. */
  index?: number | null
  /** Thinking in words. */
  text?: string | null
  /** A summary of the thinking. */
  summary?: string | null
  /** Encrypted thinking. */
  data?: string | null
  /** Signature of the block. */
  signature?: string | null
  /** Further members of this vendor. */
  [member: string]: unknown
}

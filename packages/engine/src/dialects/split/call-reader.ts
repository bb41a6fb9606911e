import type { CallableTool } from '../callable-tool.ts'

/** Receives a call while it is read. */
export interface CallSink {
  /** The name of a declared tool; comes first, and once. */
  name(name: string): void
  /** More of the arguments' JSON text. */
  arguments(text: string): void
}

/** After a character: more is needed, the call is complete, or this is no call of a declared tool. */
export type CallProgress = 'more' | 'complete' | 'no-call'

/** Reads one call, a character at a time, from after its opener to its last character. */
export interface CallReader {
  take(character: string): CallProgress
}

/** The declared tools by name. */
export type DeclaredTools = ReadonlyMap<string, CallableTool>

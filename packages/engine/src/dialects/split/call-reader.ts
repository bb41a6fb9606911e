import type { CallBody } from '../call-body.ts'
import type { CallableTool } from '../callable-tool.ts'
import { JsonCallReader } from './json-call-reader.ts'
import { NamedCallReader } from './named-call-reader.ts'
import { PythonCallReader } from './python-call-reader.ts'
import { TaggedCallReader } from './tagged-call-reader.ts'

/** Receives a call while it is read. */
export interface CallSink {
  /** The name of a declared tool; comes first, and once. */
  name(name: string): void
  /** More of the arguments' JSON text. */
  arguments(text: string): void
}

/** After a character: more is needed, the call is complete, or this is no call of a declared tool. */
export type CallProgress = 'more' | 'complete' | 'no-call'

/** Reads one call, a character at a time, from behind its opener to its last character. */
export interface CallReader {
  take(character: string): CallProgress
}

/** The declared tools by name. */
export type DeclaredTools = ReadonlyMap<string, CallableTool>

/** Makes the reader for a body. */
export function callReader(body: CallBody, tools: DeclaredTools, sink: CallSink): CallReader {
  switch (body.kind) {
    case 'json':
      return new JsonCallReader(body, tools, sink)
    case 'named':
      return new NamedCallReader(body, tools, sink)
    case 'python':
      return new PythonCallReader(tools, sink)
    case 'tagged':
      return new TaggedCallReader(body, tools, sink)
  }
}

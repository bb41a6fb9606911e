import type { CallBody } from '../call-body.ts'
import { BracedCallReader } from './braced-call-reader.ts'
import type { CallReader, CallSink, DeclaredTools } from './call-reader.ts'
import { JsonCallReader } from './json-call-reader.ts'
import { NamedCallReader } from './named-call-reader.ts'
import { PythonCallReader } from './python-call-reader.ts'
import { TaggedCallReader } from './tagged-call-reader.ts'

/** Makes the reader for a body. */
export function createCallReader(body: CallBody, tools: DeclaredTools, sink: CallSink): CallReader {
  switch (body.kind) {
    case 'json':
      return new JsonCallReader(body, tools, sink)
    case 'named':
      return new NamedCallReader(body, tools, sink)
    case 'python':
      return new PythonCallReader(tools, sink)
    case 'tagged':
      return new TaggedCallReader(body, tools, sink)
    case 'braced':
      return new BracedCallReader(body, tools, sink)
  }
}

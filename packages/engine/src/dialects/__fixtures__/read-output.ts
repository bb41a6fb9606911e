import type { Dialect } from '../dialect.ts'
import { OutputSplitter, type OutputSplitterOptions } from '../split/output-splitter.ts'
import type { OutputEvent } from '../split/output-event.ts'

/** A call as a client puts it together. */
export interface ReadCall {
  id: string
  name: string
  arguments: string
  complete: boolean
}

/** An output as a client puts it together. */
export interface ReadOutput {
  content: string
  reasoning: string
  calls: ReadCall[]
}

/** Puts events together. */
export function assemble(events: readonly OutputEvent[]): ReadOutput {
  const output: ReadOutput = { content: '', reasoning: '', calls: [] }
  for (const event of events) {
    if (event.type === 'content') output.content += event.text
    else if (event.type === 'reasoning') output.reasoning += event.text
    else if (event.type === 'tool-call-start') {
      output.calls[event.index] = { id: event.id, name: event.name, arguments: '', complete: false }
    } else {
      const call = output.calls[event.index]
      if (call === undefined) throw new Error(`call ${event.index} was not started`)
      if (event.type === 'tool-call-end') call.complete = true
      else call.arguments += event.text
    }
  }
  return output
}

/** Splits an output given in pieces; ids count from `call_1`. */
export function readOutput(
  dialect: Dialect,
  pieces: readonly (string | { readonly token: string })[],
  options: OutputSplitterOptions = {},
): ReadOutput {
  let count = 0
  const splitter = new OutputSplitter(dialect, { newId: () => `call_${++count}`, ...options })
  const events = pieces.flatMap((piece) => splitter.push(piece))
  return assemble([...events, ...splitter.end()])
}

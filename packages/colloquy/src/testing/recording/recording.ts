import { isRecord } from '../../is-record.ts'
import { parseJson } from '../../parse-json.ts'

/** What a recording holds: requests and the answers they got, in the order in which they were sent. */
export interface Recording {
  readonly version: 1
  readonly exchanges: Exchange[]
}

/** One request and its answer. */
export interface Exchange {
  readonly request: RecordedRequest
  readonly response: RecordedResponse
}

/** A request as far as it decides about the answer: no host, no headers, no query. */
export interface RecordedRequest {
  readonly method: string
  readonly path: string
  /** The body, parsed where it is JSON. */
  readonly body?: unknown
}

/** An answer; its body is JSON, or a list of texts that were read one after the other. */
export interface RecordedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly texts?: readonly string[]
  /** How a body that is a list of texts went on: it broke, or the reader left. Absent where it ended. */
  readonly end?: 'broken' | 'left'
}

/** Reads a recording. Throws for any other text, because a damaged file must not look like an empty one. */
export function parseRecording(text: string | undefined): Recording {
  if (text === undefined) return { version: 1, exchanges: [] }
  const value = parseJson(text)
  if (isRecording(value)) return value
  throw new Error('The recording is damaged or of another version. Delete it to record anew.')
}

/** Writes a recording so that a difference between two can be read. */
export function formatRecording(recording: Recording): string {
  return `${JSON.stringify(recording, undefined, 2)}\n`
}

function isRecording(value: unknown): value is Recording {
  return isRecord(value) && value['version'] === 1 && Array.isArray(value['exchanges'])
}

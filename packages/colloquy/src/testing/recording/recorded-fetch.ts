import { environment } from '#platform'
import { redact } from '../../errors/redact.ts'
import { parseJson } from '../../parse-json.ts'
import { recordResponse } from './record-response.ts'
import type { RecordedRequest } from './recording.ts'
import { recordingFile, type RecordingStore } from './recording-file.ts'
import { replayResponse } from './replay-response.ts'
import { blankKeys, requestSecrets } from './request-secrets.ts'
import { Tape } from './tape.ts'

/** How answers are recorded and replayed. */
export interface RecordedFetchOptions {
  /**
   * `replay` answers from the recording and touches no network; `record` asks and writes anew; `auto` replays what is
   * recorded, and asks and adds what is not. Default: `auto`, and `replay` where the environment has `CI`.
   */
  mode?: 'auto' | 'record' | 'replay'
  /** Texts that must not be written, beside what headers and address of a request hold. Default: none. */
  secrets?: readonly string[]
  /** Changes a request's body before it is compared and written: blanks what differs from run to run, or is private. Default: it stays. */
  forget?: (body: unknown) => unknown
  /** Asks where nothing is recorded. Default: the global `fetch`. */
  fetch?: typeof fetch
}

/**
 * Makes a `fetch` that records answers, and replays them without a network: tests that run against real servers once.
 *
 * The recording is kept in a file to be read and put under version control, one file a test; or in a store of yours.
 * Of a request, method, path and body are written and compared, never headers, host or query; keys are blanked
 * wherever they stand. Streams are replayed as they were read, cuts included. A request that nothing was recorded for
 * is answered with a 404 that tells where it differs from the most similar one. Rejects for a damaged recording.
 *
 * @example
 * const client = new Colloquy({ fetch: recordedFetch('recordings/weather.json') })
 */
export function recordedFetch(
  place: string | URL | RecordingStore,
  options: RecordedFetchOptions = {},
): typeof globalThis.fetch {
  const { mode = runsInCi() ? 'replay' : 'auto', secrets = [], forget = (body: unknown) => body } = options
  const ask = options.fetch ?? ((input, init) => fetch(input, init))
  const store = typeof place === 'string' || place instanceof URL ? recordingFile(place) : place
  let opened: Promise<Tape> | undefined

  return async (input, init = {}) => {
    const { signal, ...rest } = init
    const asked = new Request(input, rest)
    const url = new URL(asked.url)
    const hidden = [...secrets, ...requestSecrets(url, asked.headers)]
    const clean = (text: string): string => blankKeys(redact(text, hidden))
    const request = recordedRequest(asked.method, url.pathname, clean(await asked.text()), forget)
    signal?.throwIfAborted()
    const tape = await (opened ??= Tape.open(store, { anew: mode === 'record' }))
    const known = tape.take(request)
    if (known) return replayResponse(known, signal)
    if (mode === 'replay') return notRecorded(place, tape.differenceTo(request))
    const response = await ask(input, init)
    return recordResponse(response, clean, (recorded) => tape.add({ request, response: recorded }))
  }
}

function recordedRequest(
  method: string,
  path: string,
  text: string,
  forget: (body: unknown) => unknown,
): RecordedRequest {
  // Compare what JSON keeps: members that `forget` makes undefined are not in a recording that is read again.
  const body = text ? parseJson(JSON.stringify(forget(parseJson(text) ?? text)) ?? 'null') : undefined
  return { method, path, ...(body !== undefined && { body }) }
}

/** Answers with a response instead of throwing: clients retry after an exception, and a retry would not help. */
function notRecorded(place: string | URL | RecordingStore, difference: string | undefined): Response {
  const file = typeof place === 'string' || place instanceof URL ? ` in ${String(place)}` : ''
  const where = difference === undefined ? '' : ` The most similar one differs at \`${difference}\`.`
  const message = `No answer is recorded for this request${file}.${where} Record it with \`mode: 'record'\`.`
  const error = { message, type: 'invalid_request_error', param: difference ?? null, code: 'not_found' }
  return Response.json({ error }, { status: 404, headers: { 'x-should-retry': 'false' } })
}

/** Build servers set it; recording there would ask a paid server, and lose what it said. */
function runsInCi(): boolean {
  return environment('CI') !== undefined
}

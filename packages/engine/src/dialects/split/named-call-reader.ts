import { headersOf, type NamedBody } from '../call-body.ts'
import type { CallProgress, CallReader, CallSink, DeclaredTools } from './call-reader.ts'
import { JsonScanner } from './json-scanner.ts'

/** Reads a header with a tool's name, then its arguments. The header ends where the arguments' brace opens. */
export class NamedCallReader implements CallReader {
  readonly #sink: CallSink
  readonly #scanner = new JsonScanner()
  #candidates: { readonly name: string; readonly header: string }[]
  #header = ''
  #named = false

  constructor(body: NamedBody, tools: DeclaredTools, sink: CallSink) {
    this.#sink = sink
    this.#candidates = [...tools.keys()].flatMap((name) =>
      headersOf(body, name).map((header) => ({ name, header: withoutBlanks(header) })),
    )
  }

  take(character: string): CallProgress {
    if (!this.#named) {
      if (character !== '{') return this.#headerGoesOn(character)
      const match = this.#candidates.find(({ header }) => remainder(header, this.#header) === '')
      if (match === undefined) return 'no-call'
      this.#named = true
      this.#sink.name(match.name)
    }
    const role = this.#scanner.take(character)
    if (role === 'mistake') return 'no-call'
    this.#sink.arguments(character)
    return role === 'end' ? 'complete' : 'more'
  }

  #headerGoesOn(character: string): CallProgress {
    if (/\s/.test(character)) return 'more'
    this.#header += character
    this.#candidates = this.#candidates.filter(({ header }) => remainder(header, this.#header) !== undefined)
    return this.#candidates.length === 0 ? 'no-call' : 'more'
  }
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

/** What a header still lacks after `written`; undefined where `written` is not how it begins. */
function remainder(header: string, written: string): string | undefined {
  if (header.startsWith(written)) return header.slice(written.length)
  const star = header.indexOf('*')
  if (star < 0 || !written.startsWith(header.slice(0, star))) return undefined
  const behind = written.slice(star).replace(/^[A-Za-z0-9]+/, '')
  const rest = header.slice(star + 1)
  return rest.startsWith(behind) ? rest.slice(behind.length) : undefined
}

import { JsonScanner } from '../dialects/split/json-scanner.ts'

// Whole characters only: half an escape, or half of a surrogate pair, waits for the other half.
const plain = String.raw`[^"\\]|\\["\\/bfnrt]|\\u(?![dD][89abAB])[\da-fA-F]{4}`
const pair = String.raw`\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}`
const lonely = String.raw`\\u[dD][89abAB][\da-fA-F]{2}(?=[^\\]|\\[^u]|\\u[^dD]|\\u[dD][^c-fC-F])`
const whole = new RegExp(`^(?:${plain}|${pair}|${lonely})*`)

/** Reads the input of a custom tool out of `{"input": "…"}` while it is written. Pure; one instance per call. */
export class CustomInputText {
  readonly #scanner = new JsonScanner()
  // The string's text that is not told yet; undefined before its opening quote.
  #value: string | undefined

  /** Takes more of the arguments' JSON text and answers the text it completes. */
  push(json: string): string {
    for (const character of json) {
      if (this.#scanner.take(character) === 'value')
        this.#value = this.#value === undefined ? '' : this.#value + character
    }
    const body = this.#value ?? ''
    const [text = ''] = whole.exec(body) ?? []
    if (text === '') return ''
    this.#value = body.slice(text.length)
    return String(JSON.parse(`"${text}"`))
  }
}

import { isColloquyError } from '../errors/colloquy-error.ts'
import { ResumableJson, type JsonValue } from './resumable-json.ts'

/**
 * JSON while it is being written. The value stops growing once the text turns out not to be JSON, such as words before
 * a call.
 */
export class JsonPreview {
  readonly #json = new ResumableJson()
  #isJson = true

  /** The value so far, live; undefined before it begins, and if the text is not JSON. */
  get value(): JsonValue | undefined {
    return this.#isJson ? this.#json.value : undefined
  }

  /** Takes the next piece of text. */
  push(text: string): void {
    if (!this.#isJson) return
    try {
      this.#json.push(text)
    } catch (error) {
      if (!isColloquyError(error)) throw error
      this.#isJson = false
    }
  }
}

import { isColloquyError } from '../errors/colloquy-error.ts'
import { ResumableJson, type JsonValue } from './resumable-json.ts'

/** JSON while it is being written; the value stops growing where its text turns out to be none: the words before a call, say. */
export class JsonPreview {
  readonly #json = new ResumableJson()
  #isJson = true

  /** The value so far, live; undefined before it begins, and where the text is no JSON. */
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

import { InvalidRequestError } from 'colloquy'
import { endOfString } from './end-of-string.ts'

const quote = 0x22
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/**
 * Throws when JSON text nests deeper than `maxDepth`. It runs before the parse: whatever walks the value later
 * (validation, the chat template, a schema compiler) may recurse, and a body of brackets must not reach its stack.
 */
export function refuseDeepNesting(text: string, maxDepth: number): void {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit === quote) index = endOfString(text, index)
    else if (unit === openBracket || unit === openBrace) depth++
    else if (unit === closeBracket || unit === closeBrace) depth--
    if (depth > maxDepth) {
      throw new InvalidRequestError(
        `The request body nests arrays and objects deeper than ${maxDepth} levels, which is the most this server reads.`,
        { code: 'invalid_value' },
      )
    }
  }
}

import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'

import type { LlamaGrammar } from './native/grammar.ts'
import { RecentValues } from './recent-values.ts'
import { compileSchema } from './structured/compile-schema.ts'
import type { Json } from './structured/schema/json.ts'

// A grammar takes up to a few megabytes; programs ask for the same few forms again and again.
const kept = 32
const schemaParam = 'response_format.json_schema.schema'

/** Grammars for the forms answers are asked for in; those asked for last are kept. */
export class ResponseGrammars {
  readonly #createGrammar: (text: string) => LlamaGrammar
  readonly #recent = new RecentValues<LlamaGrammar>(kept)

  constructor(createGrammar: (text: string) => LlamaGrammar) {
    this.#createGrammar = createGrammar
  }

  /**
   * What an answer to `request` is held to; undefined where it may be any text. Throws `unsupported_value` (400) for a
   * schema that cannot be enforced exactly, whether or not it is `strict`: a promise is kept whole or not given.
   */
  grammarFor({ response_format: format }: ChatCompletionRequest): LlamaGrammar | undefined {
    if (format === undefined || format === null || format.type === 'text') return undefined
    const schema = format.type === 'json_object' ? { type: 'object' } : (format.json_schema.schema ?? {})
    const text = JSON.stringify(schema)
    return this.#recent.get(text, () => this.#compile(text))
  }

  #compile(text: string): LlamaGrammar {
    // A caller in this process may have members in its schema that are no JSON; on the wire they would be gone.
    const schema: Json = JSON.parse(text)
    const { grammar } = compileSchema(schema, { param: schemaParam })
    try {
      return this.#createGrammar(grammar)
    } catch (cause) {
      throw new InvalidRequestError(`The schema in \`${schemaParam}\` cannot be enforced by this engine.`, {
        code: 'unsupported_value',
        param: schemaParam,
        cause,
      })
    }
  }
}

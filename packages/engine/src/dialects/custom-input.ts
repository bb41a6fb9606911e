import type { CustomToolFormat } from 'colloquy/protocol'

/** The one argument with which a model calls a custom tool. */
export const inputKey = 'input'

/** The JSON Schema that tells a model how to call a custom tool. A grammar is told in words: schemas have none. */
export function customInputSchema(format: CustomToolFormat | undefined): Readonly<Record<string, unknown>> {
  return {
    type: 'object',
    properties: { [inputKey]: { type: 'string', ...grammarInWords(format) } },
    required: [inputKey],
    additionalProperties: false,
  }
}

function grammarInWords(format: CustomToolFormat | undefined): { description?: string } {
  if (format?.type !== 'grammar') return {}
  const { syntax, definition } = format.grammar
  return {
    description:
      syntax === 'regex'
        ? `A text that this regular expression matches as a whole: ${definition}`
        : `A text in this grammar, written in Lark's notation:\n${definition}`,
  }
}

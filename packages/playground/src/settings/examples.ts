/** A tool to begin with. */
export const exampleTools: readonly unknown[] = [
  {
    type: 'function',
    function: {
      name: 'weather',
      description: 'The weather in a city, now.',
      parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    },
  },
]

/** A form of answers to begin with. */
export const exampleFormat: unknown = {
  type: 'json_schema',
  json_schema: {
    name: 'person',
    strict: true,
    schema: {
      type: 'object',
      properties: { name: { type: 'string', maxLength: 40 }, age: { type: 'integer', minimum: 0, maximum: 120 } },
      required: ['name', 'age'],
      additionalProperties: false,
    },
  },
}

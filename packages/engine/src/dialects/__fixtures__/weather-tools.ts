import type { CallableTool } from '../callable-tool.ts'
import { toolPlan } from '../tool-plan.ts'

/** Two functions that the outputs in these tests call. */
export const weatherTools: readonly CallableTool[] = toolPlan({
  model: 'm',
  messages: [],
  tools: [
    {
      type: 'function',
      function: {
        name: 'get_weather',
        description: 'Tells the weather.',
        parameters: {
          type: 'object',
          properties: {
            city: { type: 'string' },
            days: { type: 'integer' },
            exact: { type: ['boolean', 'null'] },
            place: { type: 'object' },
            tags: { type: 'array', items: { type: 'string' } },
          },
          required: ['city'],
          additionalProperties: false,
        },
        strict: true,
      },
    },
    { type: 'function', function: { name: 'now' } },
  ],
}).callable

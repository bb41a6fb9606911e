import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as v from 'valibot'
import { z } from 'zod'
import { Colloquy } from 'colloquy'

// The same schemas as in `type-cost.ts` and a client, without a call: what the libraries themselves cost the compiler.

export const { chat } = new Colloquy()
export const person = z.object({
  name: z.string(),
  born: z.number().int().optional(),
  address: z.object({ street: z.string(), town: z.string(), tags: z.array(z.enum(['home', 'work'])) }),
})
export const byValibot = toStandardJsonSchema(v.object({ name: v.string(), age: v.optional(v.number()) }))
export const byArkType = type({ name: 'string', 'age?': 'number' })

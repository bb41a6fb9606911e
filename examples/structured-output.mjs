// Asks for an answer of a certain form, and gets it parsed, validated and typed.
//
//   node examples/structured-output.mjs
import { Colloquy } from 'colloquy'
import { z } from 'zod'

const Recipe = z.object({
  title: z.string(),
  minutes: z.number().int(),
  ingredients: z.array(z.object({ name: z.string(), grams: z.number().optional() })),
})

const client = new Colloquy()
const completion = await client.chat.createChatCompletion({
  model: process.env['MODEL'] ?? 'gpt-5.4-mini',
  messages: [{ role: 'user', content: 'A recipe for pancakes.' }],
  response_format: Recipe,
})
const recipe = completion.choices[0]?.message.parsed
console.log(`${recipe?.title}, ${recipe?.minutes} minutes`)
for (const { name, grams } of recipe?.ingredients ?? []) console.log(`- ${name}${grams ? `, ${grams} g` : ''}`)

// Lets a model call two functions of this program, and prints what it makes of their results.
//
//   node examples/call-tools.mjs
import { Colloquy } from 'colloquy'
import { defineTool, runTools } from 'colloquy/tools'
import { z } from 'zod'

const weather = defineTool({
  name: 'weather',
  description: 'The weather of a city today.',
  parameters: z.object({ city: z.string() }),
  timeout: 5_000,
  run: async ({ city }) => ({ city, sky: 'clear', celsius: city === 'Bergen' ? 9 : 31 }),
})
const book = defineTool({
  name: 'book_train',
  description: 'Books a seat. Costs money.',
  parameters: z.object({ to: z.string() }),
  run: async ({ to }) => `Seat booked to ${to}.`,
})

const client = new Colloquy()
const { completion, usage, steps } = await runTools(
  client.chat,
  {
    model: process.env['MODEL'] ?? 'gpt-5.4-mini',
    messages: [{ role: 'user', content: 'Where is it cooler today, Bergen or Seville? Book me a train there.' }],
    tools: [weather, book],
  },
  {
    maxSteps: 5,
    // Whatever costs money is asked for first; the model is told of a refusal.
    approve: ({ function: { name } }) => name !== 'book_train' || 'The user has to confirm bookings.',
    onEvent: (event) => event.type === 'result' && console.log(`${event.call.function.name}: ${event.content}`),
  },
)
console.log(completion.choices[0]?.message.content)
console.log(`${steps} requests, ${usage?.total_tokens} tokens`)

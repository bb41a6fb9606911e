// Prints an answer while an endpoint writes it, then why it ended and what it cost.
//
//   node examples/stream-over-http.mjs
import { Colloquy } from 'colloquy'

const client = new Colloquy()
const stream = await client.chat.createChatCompletion({
  model: process.env['MODEL'] ?? 'gpt-5.4-mini',
  messages: [{ role: 'user', content: 'Tell me about the sea in one sentence.' }],
  stream: true,
  stream_options: { include_usage: true },
})
for await (const piece of stream.text()) process.stdout.write(piece)

const { choices, usage } = await stream.completion()
console.log(`\n${choices[0]?.finish_reason}, ${usage?.completion_tokens} tokens`)

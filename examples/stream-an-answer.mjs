// Prints an answer while it is written, then what it cost. Works alike with an engine, a server, or OpenAI.
//
//   node examples/stream-an-answer.mjs
import { Colloquy } from 'colloquy'
import { createEngine } from '@colloquy/engine'

const model = process.env['MODEL'] ?? 'smollm2:135m'
const engine = await createEngine({ model })
const client = new Colloquy({ backend: engine })

const stream = await client.chat.createChatCompletion({
  model,
  messages: [{ role: 'user', content: 'Tell me about the sea in one sentence.' }],
  max_completion_tokens: 60,
  stream: true,
  stream_options: { include_usage: true },
})
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '')

const { usage } = await stream.completion()
console.log(`\n${usage?.prompt_tokens} tokens read, ${usage?.completion_tokens} written`)
await engine.close()

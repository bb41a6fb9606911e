// The same call, answered by a model in this process: no key, no network once the model is there.
//
//   node examples/ask-the-engine.mjs
import { Colloquy } from 'colloquy'
import { createEngine } from '@colloquy/engine'

const model = process.env['MODEL'] ?? 'smollm2:135m'
const engine = await createEngine({ model })
const client = new Colloquy({ backend: engine })

const completion = await client.chat.createChatCompletion({
  model,
  messages: [{ role: 'user', content: 'Give me three names for a sailing boat.' }],
  max_completion_tokens: 100,
})
console.log(completion.choices[0]?.message.content)
await engine.close()

// Asks an OpenAI-compatible endpoint. OPENAI_BASE_URL and OPENAI_API_KEY say which; the default is OpenAI.
//
//   node examples/ask-over-http.mjs
import { Colloquy } from 'colloquy'

const client = new Colloquy()
const completion = await client.chat.createChatCompletion({
  model: process.env['MODEL'] ?? 'gpt-5.4-mini',
  messages: [{ role: 'user', content: 'Give me three names for a sailing boat.' }],
})
console.log(completion.choices[0]?.message.content)

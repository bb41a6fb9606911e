// Asks a server with its own address, key and headers, as gateways and Azure have them.
//
//   node examples/custom-endpoint.mjs
import { Colloquy } from 'colloquy'

const client = new Colloquy({
  // A query is kept for each request.
  baseURL: `${process.env['OPENAI_BASE_URL']}?api-version=2026-01-01`,
  // Asked before each attempt, so that tokens may expire. Without one, no `Authorization` is sent.
  apiKey: async () => `token of ${new Date().getFullYear()}`,
  headers: { 'x-team': 'boats' },
  timeout: { total: 30_000 },
})
for (const { id } of await client.models.list()) console.log(id)

const { data, response } = await client.chat
  .createChatCompletion({ model: 'scripted', messages: [{ role: 'user', content: 'Hello' }] })
  .withResponse()
console.log(response.status, response.headers.get('content-type'), data.choices[0]?.message.content)

// Keeps a completion on the server, finds it again, labels it, and deletes it.
//
//   node examples/keep-completions.mjs
import { Colloquy } from 'colloquy'

const client = new Colloquy()
const model = process.env['MODEL'] ?? 'gpt-5.4-mini'
const { id } = await client.chat.createChatCompletion({
  model,
  messages: [{ role: 'user', content: 'Name a boat.' }],
  store: true,
  metadata: { project: 'boats' },
})

await client.chat.updateChatCompletion(id, { metadata: { project: 'boats', rating: 'good' } })
for await (const kept of client.chat.completions.list({ metadata: { rating: 'good' } })) {
  console.log(kept.choices[0]?.message.content, kept.metadata)
}
for await (const { role, content } of client.chat.completions.messages.list(id)) console.log(`${role}: ${content}`)

const { deleted } = await client.chat.deleteChatCompletion(id)
console.log(deleted ? 'deleted' : 'still there')

// Tests a function that asks a model, without a model and without a network.
//
//   node --test examples/test-a-program.mjs
import assert from 'node:assert/strict'
import test from 'node:test'
import { Colloquy } from 'colloquy'
import { faultyFetch, fetchFrom, recordedFetch, scriptedBackend } from 'colloquy/testing'

/** The function under test. */
async function summary(client, text) {
  const messages = [{ role: 'user', content: `In one word: ${text}` }]
  const { choices } = await client.chat.createChatCompletion({ model: 'gpt-5.4-mini', messages })
  return choices[0]?.message.content
}

await test('asks for one word', async () => {
  const backend = scriptedBackend('Sea')
  assert.equal(await summary(new Colloquy({ backend }), 'It was wet.'), 'Sea')
  assert.equal(backend.requests[0]?.messages[0]?.content, 'In one word: It was wet.')
})

await test('gets through when the server is busy at first', async () => {
  const busy = { kind: 'status', status: 429, headers: { 'retry-after-ms': '1' } }
  const fetch = faultyFetch(fetchFrom(scriptedBackend('Sea')), [busy, { kind: 'reset', after: 20 }])
  const client = new Colloquy({ baseURL: 'http://test/v1', fetch, maxRetries: 1 })
  await assert.rejects(summary(client, 'It was wet.'), { code: 'connection_failed' })
  assert.equal(fetch.attempts, 2)
})

await test('says what the real server said once', async () => {
  // Delete the file, or say `mode: 'record'`, to ask again: then the `fetch` of your runtime is used.
  const file = new URL('recordings/one-word.json', import.meta.url)
  const client = new Colloquy({ baseURL: 'http://test/v1', fetch: recordedFetch(file, { mode: 'replay' }) })
  assert.equal(await summary(client, 'It was wet.'), 'Sea')
})

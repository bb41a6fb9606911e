// Stops an answer: by a limit of time, by the caller, by leaving the loop.
//
//   node examples/stop-in-time.mjs
import { AbortError, Colloquy, TimeoutError } from 'colloquy'

const client = new Colloquy({ timeout: { firstToken: 60_000, idle: 30_000, total: 300_000 } })
const request = {
  model: process.env['MODEL'] ?? 'gpt-5.4-mini',
  messages: [{ role: 'user', content: 'Count to a million.' }],
  stream: true,
}

// By the caller. What had come is kept on the error.
const controller = new AbortController()
try {
  const stream = await client.chat.createChatCompletion(request, { signal: controller.signal })
  for await (const chunk of stream) if (chunk.choices[0]?.delta.content?.includes('3')) controller.abort('enough')
} catch (error) {
  if (!(error instanceof AbortError)) throw error
  console.log('aborted:', error.cause, 'after', error.partial?.choices[0]?.message.content)
}

// By leaving the loop: the connection is closed, and the server stops.
for await (const chunk of await client.chat.createChatCompletion(request)) {
  if (chunk.choices[0]?.delta.content?.includes('2')) break
}
console.log('left')

// By a limit of this call.
try {
  const stream = await client.chat.createChatCompletion(request, { timeout: { idle: 200 } })
  await stream.completion()
} catch (error) {
  if (!(error instanceof TimeoutError)) throw error
  console.log(`timeout, ${error.phase}: ${error.message}`)
}

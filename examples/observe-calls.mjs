// Logs each call, and makes spans and measurements of it.
//
//   node examples/observe-calls.mjs
import * as openTelemetry from '@opentelemetry/api'
import { Colloquy } from 'colloquy'
import { chain, logging, telemetry, validation } from 'colloquy/middleware'

const logger = {
  info: (message, fields) => console.log(message, { ...fields, ms: undefined }),
  error: (message, fields) => console.error(message, fields),
}

/** Middleware of one's own: asks another model where the first is overloaded. */
async function fallBack(context, next) {
  try {
    return await next(context)
  } catch (error) {
    if (error.code !== 'overloaded') throw error
    return next({ ...context, request: { ...context.request, model: 'gpt-5.4-nano' } })
  }
}

const client = new Colloquy({
  maxRetries: 0,
  middleware: chain(logging(logger), telemetry(openTelemetry), fallBack, validation('warn')),
})
await client.chat.createChatCompletion({
  model: process.env['MODEL'] ?? 'gpt-5.4-mini',
  messages: [{ role: 'user', content: 'Something private.' }],
})

// Tells apart what can go wrong, by code and by class.
//
//   node examples/handle-errors.mjs
import { Colloquy, InvalidRequestError, isColloquyError } from 'colloquy'

// Two more attempts are the default, with waits that the server names or that grow.
const client = new Colloquy({ maxRetries: 3 })

async function ask(content, temperature) {
  try {
    const completion = await client.chat.createChatCompletion({
      model: process.env['MODEL'] ?? 'gpt-5.4-mini',
      messages: [{ role: 'user', content }],
      temperature,
    })
    return completion.choices[0]?.message.content
  } catch (error) {
    if (error instanceof InvalidRequestError) return `Correct \`${error.param}\`: ${error.message}`
    if (!isColloquyError(error)) throw error
    switch (error.code) {
      case 'insufficient_quota':
        return 'The account has no credit left.'
      case 'rate_limit_exceeded':
        return `Busy. Try again in ${error.retryAfter ?? 60} seconds.`
      default:
        return `${error.code}, request ${error.requestId}: ${error.message}`
    }
  }
}

console.log(await ask('Hello?', 1))
console.log(await ask('Hello?', 9))
console.log(await ask('Hello?', 1))

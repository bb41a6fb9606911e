import { once } from 'node:events'
import { request as send } from 'node:http'

/**
 * Asks `server` for a streamed answer and tells its text, its tokens, and after how many milliseconds text first came. Not
 * by `fetch`, which gives up after five minutes of silence: on a busy machine a long prompt may take longer. Each time over
 * a connection of its own: of 16 that are used again, `llama-server` leaves some unanswered for ever.
 */
export async function streamReply({ baseURL }, request) {
  const started = performance.now()
  const headers = { 'content-type': 'application/json' }
  const outgoing = send(`${baseURL}/chat/completions`, { method: 'POST', headers, agent: false })
  outgoing.end(JSON.stringify(request))
  const [response] = await once(outgoing, 'response')
  response.setEncoding('utf8')
  if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${(await response.toArray()).join('')}`)
  const reply = { text: '', tokens: 0, prompt: 0, firstToken: undefined }
  let rest = ''
  for await (const piece of response) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()
    for (const line of lines) {
      if (!line.startsWith('data: {')) continue
      const { choices, usage } = JSON.parse(line.slice(6))
      const content = choices[0]?.delta.content ?? ''
      if (content !== '') reply.firstToken ??= performance.now() - started
      reply.text += content
      reply.tokens = usage?.completion_tokens ?? reply.tokens
      reply.prompt = usage?.prompt_tokens ?? reply.prompt
    }
  }
  return reply
}

/** Asks `server` for a streamed answer and tells its text, its tokens, and after how many milliseconds text first came. */
export async function streamReply({ baseURL }, request) {
  const started = performance.now()
  const response = await fetch(`${baseURL}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  const reply = { text: '', tokens: 0, prompt: 0, firstToken: undefined }
  let rest = ''
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
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

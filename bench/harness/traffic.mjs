const encoder = new TextEncoder()

/** The bodies of streamed answers, by the shape of their traffic: each a list of writes as they come off the wire. */
export const traffic = {
  'an event a write': texts(2000),
  '16 KB writes': inWrites(joined(texts(2000)), 16 * 1024),
  'one huge line': inWrites(
    joined([event({ content: 'A line of the story. '.repeat(100_000) }), ...ending()]),
    16 * 1024,
  ),
  'tool arguments': inWrites(joined(toolCall(200_000, 40)), 16 * 1024),
}

function texts(count) {
  const words = ['The', ' light', 'house', ' kept', ' turning', ',', ' naïvely', ' —', ' "so"', '\n', ' 🙂', '.']
  const events = Array.from({ length: count }, (_, index) => event({ content: words[index % words.length] }))
  return [event({ role: 'assistant', content: '' }), ...events, ...ending()]
}

function toolCall(length, piece) {
  const source = JSON.stringify({
    rows: Array.from({ length: length / 40 }, (_, id) => ({ id, name: 'A name, "quoted"' })),
  })
  const events = []
  for (let at = 0; at < source.length; at += piece) {
    events.push(event({ tool_calls: [{ index: 0, function: { arguments: source.slice(at, at + piece) } }] }))
  }
  const opening = { index: 0, id: 'call_1', type: 'function', function: { name: 'save', arguments: '' } }
  return [event({ role: 'assistant', content: null, tool_calls: [opening] }), ...events, ...ending('tool_calls')]
}

function ending(reason = 'stop') {
  return [event({}, reason), encoder.encode('data: [DONE]\n\n')]
}

function event(delta, finish_reason = null) {
  const chunk = {
    id: 'chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG',
    object: 'chat.completion.chunk',
    created: 1_763_800_000,
    model: 'gpt-4o-mini-2024-07-18',
    service_tier: 'default',
    system_fingerprint: 'fp_560af6e559',
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    usage: null,
  }
  return encoder.encode(`data: ${JSON.stringify(chunk)}\n\n`)
}

function joined(parts) {
  return Buffer.concat(parts)
}

function inWrites(bytes, size) {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
}

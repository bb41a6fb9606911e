/** A fetch that answers from a list, an entry an attempt, and remembers what it was asked. */
export function scriptedFetch(...answers: (() => Response | Promise<Response>)[]): typeof fetch & { calls: Request[] } {
  const calls: Request[] = []
  const scripted = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const answer = answers[Math.min(calls.length, answers.length - 1)]
    const { signal, ...rest } = init ?? {}
    // A request refuses signals of another realm's making; none of the tests reads it.
    calls.push(new Request(input, rest))
    signal?.throwIfAborted()
    if (!answer) throw new Error('The script has no answer.')
    return answer()
  }
  return Object.assign(scripted, { calls })
}

/** A response with a JSON body. */
export function json(body: unknown, init?: ResponseInit): () => Response {
  return () => Response.json(body, init)
}

/** A response that streams these texts, one a read, and then ends, breaks or stays open. */
export function events(texts: readonly string[], end: 'end' | 'break' | 'stay' = 'end'): () => Response {
  return () => {
    const rest = texts.map((text) => new TextEncoder().encode(text))
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const next = rest.shift()
        if (next) controller.enqueue(next)
        else if (end === 'end') controller.close()
        else if (end === 'break') controller.error(new TypeError('terminated'))
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-request-id': 'req_1' } })
  }
}

/** Faults that servers have, planted into a good one: what each changes, and the points that must notice. */

/** One fault. A request, an answer, or an event of a stream is changed on its way. */
export interface Plant {
  readonly fault: string
  /** The points of `colloquy check` that must differ. */
  readonly noticedBy: readonly string[]
  readonly request?: (body: Record<string, unknown>) => Record<string, unknown>
  readonly answer?: (response: Response) => Promise<Response> | Response
}

type Change = NonNullable<Plant['answer']>

export const plants: readonly Plant[] = [
  ...[
    ['stop', 'completion.stop'],
    ['n', 'completion.n'],
    ['seed', 'completion.seed'],
    ['logprobs', 'completion.logprobs'],
    ['logit_bias', 'completion.logit-bias'],
    ['response_format', 'format.schema'],
    ['tool_choice', 'tools.required'],
    ['max_completion_tokens', 'completion.max_completion_tokens'],
  ].map(([field = '', point = '']): Plant => ({
    fault: `${field} is taken and ignored`,
    noticedBy: [point],
    request: (body) => ({
      ...(field === 'max_completion_tokens' ? { max_tokens: 24 } : {}),
      ...without(body, field),
    }),
  })),
  {
    fault: 'a field it does not know is taken',
    noticedBy: ['refusal.unknown-field'],
    request: (body) => without(body, 'temprature'),
  },
  {
    fault: 'values out of range are clipped',
    noticedBy: ['refusal.range', 'stream.refusal'],
    request: (body) => ({
      ...body,
      ...(typeof body['temperature'] === 'number' ? { temperature: Math.min(2, body['temperature']) } : {}),
    }),
  },
  {
    fault: 'a schema that cannot be enforced is loosened',
    noticedBy: ['format.bad-schema'],
    request: (body) => (JSON.stringify(body).includes('banana') ? { ...body, response_format: undefined } : body),
  },
  {
    fault: 'any model’s name is taken',
    noticedBy: ['refusal.model'],
    request: (body) => ({ ...body, model: 'tiny' }),
  },
  {
    fault: 'answers have no id of their own',
    noticedBy: ['completion.request-id'],
    answer: withoutHeader('x-request-id'),
  },
  {
    fault: 'errors are texts',
    noticedBy: ['refusal.json', 'refusal.no-messages', 'models.unknown', 'errors.path', 'errors.method'],
    answer: async (response) =>
      response.ok ? response : new Response(await response.text().then(() => 'Bad request'), response),
  },
  {
    fault: 'errors name no field',
    noticedBy: ['refusal.type', 'refusal.n'],
    answer: textChanged(/"param":"\w+"/gu, '"param":null'),
  },
  { fault: 'faults are answered with 422', noticedBy: ['refusal.type'], answer: statusChanged(400, 422) },
  {
    fault: 'errors come with status 200',
    noticedBy: ['refusal.tokens', 'models.unknown'],
    answer: statusChanged(404, 200, 400),
  },
  {
    fault: 'usage does not add up',
    noticedBy: ['completion.shape'],
    answer: textChanged(/"total_tokens":\d+/gu, '"total_tokens":1'),
  },
  {
    fault: 'choices have no logprobs field',
    noticedBy: ['completion.shape'],
    answer: textChanged(/,"logprobs":null/gu, ''),
  },
  {
    fault: 'a stream ends without [DONE]',
    noticedBy: ['stream.shape'],
    answer: textChanged(/data: \[DONE\]\n\n/gu, ''),
  },
  { fault: 'each chunk has an id of its own', noticedBy: ['stream.id'], answer: idsChanged },
  {
    fault: 'each delta names the role',
    noticedBy: ['stream.role'],
    answer: textChanged(/"delta":\{"content"/gu, '"delta":{"role":"assistant","content"'),
  },
  {
    fault: 'no chunk has a finish_reason',
    noticedBy: ['stream.finish'],
    answer: textChanged(/"finish_reason":"\w+"/gu, '"finish_reason":null'),
  },
  {
    fault: 'usage is not null before the last chunk',
    noticedBy: ['stream.usage'],
    answer: textChanged(/,"usage":null/gu, ''),
  },
  {
    fault: 'a stream is sent as plain text',
    noticedBy: ['stream.shape'],
    answer: textChanged(/$^/gu, '', 'text/plain'),
  },
  {
    fault: 'the list of models has no owners',
    noticedBy: ['models.list'],
    answer: textChanged(/,"owned_by":"[^"]*"/gu, ''),
  },
  {
    fault: 'calls are told without an id',
    noticedBy: ['tools.forced', 'tools.stream'],
    answer: textChanged(/"id":"call_[^"]*",/gu, ''),
  },
]

function without(body: Record<string, unknown>, field: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== field))
}

function withoutHeader(name: string): Change {
  return (response) => {
    const headers = new Headers(response.headers)
    headers.delete(name)
    return new Response(response.body, { status: response.status, headers })
  }
}

function statusChanged(...statuses: readonly [from: number, to: number, also?: number]): Change {
  const [from, to, also] = statuses
  return (response) =>
    response.status === from || response.status === also
      ? new Response(response.body, { status: to, headers: response.headers })
      : response
}

function textChanged(pattern: RegExp, replacement: string, type?: string): Change {
  return async (response) => {
    const headers = new Headers(response.headers)
    headers.delete('content-length')
    if (type !== undefined) headers.set('content-type', type)
    return new Response((await response.text()).replaceAll(pattern, replacement), { status: response.status, headers })
  }
}

async function idsChanged(response: Response): Promise<Response> {
  let count = 0
  const text = (await response.text()).replaceAll(/"id":"chatcmpl-[^"]*"/gu, () => `"id":"chatcmpl-${count++}"`)
  return new Response(text, { status: response.status, headers: response.headers })
}

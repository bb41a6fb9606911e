/** The request of a conversation as a program that runs when pasted. */
import type { ChatCompletionRequest } from 'colloquy/protocol'
import type { Target } from '../ask/target.ts'
import { pythonLiteral } from './python-literal.ts'

/** The languages a sample can be in. */
export type CodeLanguageName = 'curl' | 'ts' | 'py'

/** Where a local model is asked from another program. */
const localServer = 'http://127.0.0.1:8080/v1'

/**
 * The same request in another language. A local model is asked through `colloquy serve`, which a comment says. The key
 * is read from OPENAI_API_KEY and never written down.
 */
export function codeSample(language: CodeLanguageName, request: ChatCompletionRequest, target: Target): string {
  const baseURL = target.kind === 'endpoint' ? target.baseURL.replace(/\/+$/u, '') : localServer
  const keyed = target.kind === 'endpoint' && target.apiKey !== undefined
  const { stream_options: _, ...plain } = request
  const comment = target.kind === 'local' ? `colloquy serve -m ${request.model}` : undefined
  switch (language) {
    case 'curl':
      return curl(plain, { baseURL, keyed, comment })
    case 'ts':
      return typescript(plain, { baseURL, keyed, comment })
    case 'py':
      return python(plain, { baseURL, keyed, comment })
  }
}

interface Place {
  readonly baseURL: string
  readonly keyed: boolean
  readonly comment: string | undefined
}

type Body = Omit<ChatCompletionRequest, 'stream_options'>

function curl(body: Body, { baseURL, keyed, comment }: Place): string {
  // In single quotes the shell reads nothing but the quote itself.
  const quoted = JSON.stringify({ ...body, stream: false }, undefined, 2).replaceAll("'", String.raw`'\''`)
  return [
    ...(comment === undefined ? [] : [`# first: ${comment}`]),
    `curl '${baseURL}/chat/completions' \\`,
    "  -H 'Content-Type: application/json' \\",
    ...(keyed ? ['  -H "Authorization: Bearer $OPENAI_API_KEY" \\'] : []),
    `  -d '${quoted}'`,
    '',
  ].join('\n')
}

function typescript(body: Body, { baseURL, keyed, comment }: Place): string {
  return [
    ...(comment === undefined ? [] : [`// first: ${comment}`]),
    "import { Colloquy } from 'colloquy'",
    '',
    `const client = new Colloquy({ baseURL: ${JSON.stringify(baseURL)}${keyed ? '' : ", apiKey: 'none'"} })`,
    `const stream = await client.chat.createChatCompletion(${JSON.stringify({ ...body, stream: true }, undefined, 2)})`,
    "for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? '')",
    "process.stdout.write('\\n')",
    '',
  ].join('\n')
}

function python(body: Body, { baseURL, keyed, comment }: Place): string {
  const fields = Object.entries({ ...body, stream: true }).map(
    ([name, value]) => `    ${name}=${pythonLiteral(value, '    ')},`,
  )
  return [
    ...(comment === undefined ? [] : [`# first: ${comment}`]),
    'from openai import OpenAI',
    '',
    `client = OpenAI(base_url=${pythonLiteral(baseURL)}${keyed ? '' : ', api_key="none"'})`,
    'stream = client.chat.completions.create(',
    ...fields,
    ')',
    'for chunk in stream:',
    '    if chunk.choices:',
    '        print(chunk.choices[0].delta.content or "", end="", flush=True)',
    'print()',
    '',
  ].join('\n')
}

import type { ChatCompletionRequest } from 'colloquy'

/** The request as a module: with Colloquy, or with OpenAI's own package. */
export function asTypeScript(
  baseURL: string,
  request: ChatCompletionRequest,
  client: 'colloquy' | 'openai' = 'colloquy',
): string {
  const [imported, name, call] =
    client === 'colloquy'
      ? ["import { Colloquy } from 'colloquy'", 'Colloquy', 'createChatCompletion']
      : ["import OpenAI from 'openai'", 'OpenAI', 'completions.create']
  const key = "apiKey: process.env['OPENAI_API_KEY'] ?? 'none'"
  return `${imported}

const client = new ${name}({ baseURL: ${literal(baseURL)}, ${key} })
const completion = await client.chat.${call}(${literal(request)})
console.log(completion.choices[0]?.message.content)
`
}

/** A value as a TypeScript literal: keys without quotes where they need none, strings in single quotes. */
function literal(value: unknown, indent = ''): string {
  const deeper = `${indent}  `
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((each) => `${deeper}${literal(each, deeper)},\n`).join('')}${indent}]`
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined)
    if (entries.length === 0) return '{}'
    return `{\n${entries.map(([key, each]) => `${deeper}${keyOf(key)}: ${literal(each, deeper)},\n`).join('')}${indent}}`
  }
  return JSON.stringify(value) ?? 'undefined'
}

function keyOf(key: string): string {
  // In an object literal, `__proto__: value` sets the prototype; in brackets it is a key like any other.
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)
}

function quoted(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
  return `'${inner}'`
}

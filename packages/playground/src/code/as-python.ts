import type { ChatCompletionRequest } from 'colloquy'

/** The request as a Python program with OpenAI's package. */
export function asPython(baseURL: string, request: ChatCompletionRequest): string {
  const fields = Object.entries(request).filter(([, value]) => value !== undefined)
  const lines = fields.map(([name, value]) => `    ${name}=${literal(value, '    ')},\n`).join('')
  return `import os

from openai import OpenAI

client = OpenAI(base_url=${literal(baseURL)}, api_key=os.environ.get("OPENAI_API_KEY", "none"))
completion = client.chat.completions.create(
${lines})
print(completion.choices[0].message.content)
`
}

/** A value as a Python literal. JSON's strings are Python's, but for its surrogate pairs, which stay as characters. */
function literal(value: unknown, indent = ''): string {
  const deeper = `${indent}    `
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((each) => `${deeper}${literal(each, deeper)},\n`).join('')}${indent}]`
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value)
    if (entries.length === 0) return '{}'
    return `{\n${entries.map(([key, each]) => `${deeper}${JSON.stringify(key)}: ${literal(each, deeper)},\n`).join('')}${indent}}`
  }
  return JSON.stringify(value) ?? 'None'
}

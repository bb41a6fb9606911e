import { execFileSync, spawnSync } from 'node:child_process'
import { runInNewContext } from 'node:vm'

import type { ChatCompletionRequest } from 'colloquy'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

import { asCommand } from './as-command.ts'
import { asCurl } from './as-curl.ts'
import { asPython } from './as-python.ts'
import { asTypeScript } from './as-typescript.ts'

const baseURL = 'http://127.0.0.1:8080/v1'

// What breaks code that is glued together from text: quotes of all kinds, backslashes, newlines, shell and template signs.
const request: ChatCompletionRequest = {
  model: 'smollm2:135m',
  messages: [
    { role: 'system', content: 'Say "no" to \'all\' of \\it; `${this}` too.' },
    { role: 'user', content: 'Two\nlines, a\ttab, $HOME, naïve ⛵ 👩‍🚀 \u2028 %s' },
  ],
  temperature: 0,
  stop: ['\n\n'],
  logprobs: true,
  metadata: { 'a-b': 'c' },
  seed: null,
}
const wire: unknown = JSON.parse(JSON.stringify(request))

describe('a request as code says the same request', () => {
  test('as a shell command', () => {
    // A stand-in for curl prints what it was given, each argument ended by a zero byte.
    const script = `curl() { printf '%s\\0' "$@"; }\n${asCurl(baseURL, request)}`
    const given = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { OPENAI_API_KEY: 'k' } }).split('\0')
    expect(given).toContain(`${baseURL}/chat/completions`)
    expect(given).toContain('Authorization: Bearer k')
    expect(JSON.parse(given[given.indexOf('-d') + 1] ?? '')).toEqual(wire)
  })

  test.each(['colloquy', 'openai'] as const)('as TypeScript for %s', (client) => {
    const code = asTypeScript(baseURL, request, client)
    const literal = code.slice(code.indexOf('({', code.indexOf('await')) + 1, code.lastIndexOf(')\nconsole'))
    expect(evaluated(literal)).toEqual(wire)
    expect(code).toContain(baseURL)
  })

  test('as TypeScript, whatever the keys are called', () => {
    const metadata: Record<string, string> = JSON.parse('{"__proto__":"a","x y":"b","if":"c"}')
    const code = asTypeScript(baseURL, { ...request, metadata })
    const literal = code.slice(code.indexOf('({', code.indexOf('await')) + 1, code.lastIndexOf(')\nconsole'))
    expect(JSON.stringify(evaluated(literal))).toBe(JSON.stringify({ ...request, metadata }))
  })

  const python = spawnSync('python3', ['--version']).status === 0
  test.skipIf(!python)(`as Python${python ? '' : ' (SKIPPED: no python3 here)'}`, () => {
    const stand = `import json, sys, types
class Completions:
    def create(self, **fields): print(json.dumps(fields)); sys.exit(0)
class OpenAI:
    def __init__(self, **_): self.chat = types.SimpleNamespace(completions=Completions())
sys.modules["openai"] = types.SimpleNamespace(OpenAI=OpenAI)
`
    const printed = execFileSync('python3', ['-c', stand + asPython(baseURL, request)], { encoding: 'utf8' })
    expect(JSON.parse(printed)).toEqual(wire)
  })

  test('as a command line', () => {
    const command = asCommand(baseURL, request) ?? ''
    const script = `colloquy() { printf '%s\\0' "$@"; }\n${command}`
    const given = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
    expect(given.slice(0, 6)).toEqual(['--base-url', baseURL, '-m', request.model, '-s', request.messages[0]?.content])
    expect(given).toContain('temperature=0')
    expect(given.at(-1)).toBe(request.messages[1]?.content)
  })

  test('as no command line, where a command line cannot say it', () => {
    const messages = [...request.messages, { role: 'assistant', content: 'Yes.' } as const]
    expect(asCommand(baseURL, { ...request, messages })).toBeUndefined()
  })
})

// Through the compiler, so that a literal that is no TypeScript fails here.
function evaluated(literal: string): unknown {
  return runInNewContext(ts.transpile(`(${literal})`))
}

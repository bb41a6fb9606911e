import { execFileSync, spawnSync } from 'node:child_process'
import { runInNewContext } from 'node:vm'

import ts from 'typescript'
import { describe, expect, test } from 'vitest'

import type { ChatCompletionRequest } from 'colloquy/protocol'
import { requestAsCode, type CodeLanguage } from './index.ts'

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
const code = (language: CodeLanguage, asked = request) => requestAsCode(language, asked, { baseURL, keyed: true }) ?? ''
const wire: unknown = JSON.parse(JSON.stringify(request))

describe('a request as code says the same request', () => {
  test('as a shell command', () => {
    // A stand-in for curl prints what it was given, each argument ended by a zero byte.
    const script = `curl() { printf '%s\\0' "$@"; }\n${code('curl')}`
    const given = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { OPENAI_API_KEY: 'k' } }).split('\0')
    expect(given).toContain(`${baseURL}/chat/completions`)
    expect(given).toContain('Authorization: Bearer k')
    expect(JSON.parse(given[given.indexOf('--data-raw') + 1] ?? '')).toEqual(wire)
  })

  test.each(['typescript', 'openai'] as const)('as TypeScript: %s', (language) => {
    expect(evaluated(literalOf(code(language)))).toEqual(wire)
    expect(code(language)).toContain(baseURL)
  })

  test('as TypeScript, whatever the keys are called', () => {
    const metadata: Record<string, string> = JSON.parse('{"__proto__":"a","x y":"b","if":"c"}')
    const literal = literalOf(code('typescript', { ...request, metadata }))
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
    const printed = execFileSync('python3', ['-c', stand + code('python')], { encoding: 'utf8' })
    expect(JSON.parse(printed)).toEqual(wire)
  })

  test('as a command line', () => {
    const command = code('colloquy')
    const script = `colloquy() { printf '%s\\0' "$@"; }\n${command}`
    const given = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
    expect(given.slice(0, 6)).toEqual(['--base-url', baseURL, '-m', request.model, '-s', request.messages[0]?.content])
    expect(given).toContain('temperature=0')
    expect(given.at(-1)).toBe(request.messages[1]?.content)
  })

  test('as no command line, where a command line cannot say it', () => {
    const messages = [...request.messages, { role: 'assistant', content: 'Yes.' } as const]
    expect(requestAsCode('colloquy', { ...request, messages }, { baseURL })).toBeUndefined()
  })
})

test('a field that OpenAI’s package for Python has no parameter for goes beside them', () => {
  const asked: ChatCompletionRequest & { top_k: number } = { ...request, top_k: 40 }
  expect(code('python', asked)).toContain('    extra_body={\n        "top_k": 40,\n    },')
})

test('no key is sent where none is wanted, and none is ever written down', () => {
  for (const language of ['curl', 'typescript', 'openai', 'python'] as const) {
    expect(requestAsCode(language, request, { baseURL })).not.toContain('OPENAI_API_KEY')
  }
  expect(requestAsCode('openai', request, { baseURL })).toContain("apiKey: 'none'")
  expect(code('openai')).not.toContain('apiKey')
})

test('what is to be run first is a comment, however it is written', () => {
  const first = 'colloquy serve -m x\nrm -rf y'
  expect(requestAsCode('python', request, { baseURL, first })).toMatch(/^# first: colloquy serve -m x rm -rf y\nfrom/u)
  expect(requestAsCode('typescript', request, { baseURL, first })).toMatch(/^\/\/ first: .*y\nimport/u)
})

const literalOf = (program: string) =>
  program.slice(program.indexOf('({', program.indexOf('await')) + 1, program.lastIndexOf(')\nconsole'))

// Through the compiler, so that a literal that is no TypeScript fails here.
function evaluated(literal: string): unknown {
  return runInNewContext(ts.transpile(`(${literal})`))
}

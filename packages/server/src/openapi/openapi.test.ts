import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, test } from 'vitest'
import { createHandler, type HandlerOptions } from '../app.ts'
import { memoryStore } from '../store/memory/memory-store.ts'
import type { OpenApiDocument } from './openapi-document.ts'

describe('the OpenAPI document', () => {
  test('names every operation that is answered, and no other', async () => {
    const withStore = await document({ store: memoryStore() })
    const methods = Object.entries(withStore.paths).flatMap(([path, each]) =>
      Object.keys(each).map((method) => `${method} ${path}`),
    )
    expect(methods).toContain('delete /v1/chat/completions/{completion_id}')
    for (const operation of methods) {
      const [method = '', path = ''] = operation.split(' ')
      const at = path.replace(/\{\w+\}/, 'x')
      const response = await ask(at, { method: method.toUpperCase() }, { store: memoryStore() })
      expect(response.status, operation).not.toBe(405)
      expect(await response.text(), operation).not.toContain('There is no `')
    }
    expect(Object.keys((await document()).paths)).toEqual([
      '/v1/chat/completions',
      '/v1/models',
      '/v1/models/{model}',
      '/livez',
      '/readyz',
    ])
    expect(Object.keys((await document()).paths['/v1/chat/completions'] ?? {})).toEqual(['post'])
  })

  test('says of a stream what each of its events holds', async () => {
    const post = (await document()).paths['/v1/chat/completions']?.['post']
    expect(JSON.stringify(post)).toContain(
      '"contentSchema":{"$ref":"#/components/schemas/CreateChatCompletionStreamResponse"}',
    )
  })

  test('refers to nothing that it does not hold', async () => {
    const whole = await document({ store: memoryStore() })
    const references = [...JSON.stringify(whole).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)]
    expect(references.length).toBeGreaterThan(100)
    for (const [, kind = '', name = ''] of references) {
      expect(Object.keys(Object(whole.components[kind])), name).toContain(name)
    }
  })

  test('is made of the schemas that validate', async () => {
    const { schemas } = (await document()).components
    expect(schemas['CreateChatCompletionRequest']).toMatchObject({
      required: ['messages', 'model'],
      additionalProperties: false,
    })
    expect(JSON.stringify(schemas['ModelResponseProperties'])).toContain('"maximum":2')
  })

  test('has the fields that are handed on besides', async () => {
    const { schemas } = (await document({ extraFields: ['top_k'] })).components
    expect(schemas['CreateChatCompletionRequest']?.['properties']).toMatchObject({
      model: {},
      top_k: { description: 'Handed on to the upstream, which knows it.' },
    })
  })

  test('is behind the key, as everything is', async () => {
    for (const path of ['/openapi.json', '/docs']) {
      expect((await ask(path, {}, { apiKeys: ['k'] })).status).toBe(401)
    }
  })
})

test('the page tells the same to people, runs nothing and loads nothing', async () => {
  const response = await ask('/docs', {}, { store: memoryStore() })
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]{44}';/,
  )
  const page = await response.text()
  expect(page).toContain('DELETE /v1/chat/completions/{completion_id}')
  expect(page).toContain('<code>temperature</code>')
  expect(page).toContain('written <code>metadata[key]=value</code>.')
  expect(page).not.toContain('`')
  expect(page).not.toMatch(/<script|<img|<link|https?:\/\/(?!json-schema)[^<]*\.(?:js|css)/)
  for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${id}"`)
})

async function document(options: HandlerOptions = {}): Promise<OpenApiDocument> {
  const found: OpenApiDocument = await (await ask('/openapi.json', {}, options)).json()
  return found
}

async function ask(path: string, init: RequestInit = {}, options: HandlerOptions = {}): Promise<Response> {
  return createHandler(scriptedBackend('x'), options).fetch(new Request(`http://localhost${path}`, init))
}

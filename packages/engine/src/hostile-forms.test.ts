import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { temporaryPath } from '../../../test/support/temporary-path.ts'
import { writeTinyModel } from '../../../test/support/tiny-model.ts'
import { ask, asking, failure } from './__fixtures__/ask.ts'
import { createEngine } from './engine.ts'
import type { Engine } from './local-engine.ts'

const options = { threads: 1, gpu: 'none', contextSize: 1024, parallel: 2 } as const
// Costs all of the budget.
const pattern = '^((a{1,300}b){1,300}c){1,300}$'
const json_schema = { name: 'form', schema: { type: 'string', pattern } }
const hostile = { response_format: { type: 'json_schema' as const, json_schema } }

let model: string
let engine: Engine

beforeAll(async () => {
  model = temporaryPath('endless.gguf')
  await writeTinyModel(model, { replyLength: Infinity })
  engine = await createEngine({ ...options, model })
})
afterAll(() => engine.close())

describe('while a hostile form is compiled', () => {
  test('an answer under way goes on', async () => {
    const { signal } = new AbortController()
    const events: string[] = []
    let refused: Promise<unknown> | undefined
    for await (const _ of engine.complete(asking(engine, 'Once'), { signal })) {
      events.push('token')
      refused ??= failure(ask(engine, 'Hello', hostile)).then((error) => {
        events.push('refused')
        return error
      })
    }
    expect(await refused).toMatchObject({ status: 400, param: 'response_format.json_schema.schema' })
    expect(events.indexOf('refused')).toBeGreaterThan(10)
  })

  test('who aborts is let go at once', async () => {
    const controller = new AbortController()
    const answer = failure(ask(engine, 'Hello', hostile, controller.signal))
    controller.abort()
    expect(await answer).toMatchObject({ code: 'aborted' })
  })

  test('an engine closes', async () => {
    const closing = await createEngine({ ...options, model })
    const answers = [failure(ask(closing, 'Hello', hostile)), failure(ask(closing, 'Hello', hostile))]
    await closing.close()
    for (const answer of answers) expect(await answer).toMatchObject({ status: 503, code: 'engine_unavailable' })
  })
})

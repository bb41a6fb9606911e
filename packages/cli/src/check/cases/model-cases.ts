import type { CheckCase } from '../check-case.ts'
import { expectThat } from '../deviation.ts'
import { isRecord } from '../../is-record.ts'

/** The endpoints beside the completion. */
export const modelCases: readonly CheckCase[] = [
  {
    id: 'models.list',
    title: 'GET /models lists models with id, object, created and owned_by',
    async run(probe) {
      const { status, json } = await probe.send('/models')
      expectThat(status === 200, `It answers with status ${status} instead of 200.`)
      expectThat(isRecord(json) && json['object'] === 'list', 'The answer’s object is not "list".')
      const models: unknown = json['data']
      expectThat(Array.isArray(models) && models.length > 0, 'data is not a list with a model in it.')
      for (const model of models) expectModel(model)
    },
  },
  {
    id: 'models.retrieve',
    title: 'GET /models/{model} describes one model',
    async run(probe) {
      const { status, json } = await probe.send(`/models/${encodeURIComponent(probe.model)}`)
      expectThat(status === 200, `It answers with status ${status} instead of 200.`)
      expectModel(json)
    },
  },
  {
    id: 'models.unknown',
    title: 'GET /models/{model} with an unknown model is a 404 in the published form',
    run: (probe) => probe.refusal(probe.send('/models/no-such-model'), { status: 404 }),
  },
  {
    id: 'errors.path',
    title: 'an unknown path is a 404 in the published form',
    habit: true,
    run: (probe) => probe.refusal(probe.send('/no-such-path'), { status: 404 }),
  },
  {
    id: 'errors.method',
    title: 'DELETE /chat/completions is a 405 in the published form',
    habit: true,
    run: (probe) => probe.refusal(probe.send('/chat/completions', { method: 'DELETE' }), { status: 405 }),
  },
]

function expectModel(model: unknown): void {
  expectThat(isRecord(model), 'A model is not an object.')
  expectThat(typeof model['id'] === 'string', 'A model’s id is not a string.')
  expectThat(model['object'] === 'model', `A model’s object is ${JSON.stringify(model['object'])} instead of "model".`)
  expectThat(Number.isInteger(model['created']), 'A model’s created is not a whole number.')
  expectThat(typeof model['owned_by'] === 'string', 'A model’s owned_by is not a string.')
}

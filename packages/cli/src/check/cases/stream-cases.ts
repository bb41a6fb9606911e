import type { CheckCase } from '../check-case.ts'
import { expectThat } from '../deviation.ts'

/** Completions that stream. */
export const streamCases: readonly CheckCase[] = [
  {
    id: 'stream.shape',
    title: 'a stream consists of the published chunks and ends with data: [DONE]',
    async run(probe) {
      expectThat((await probe.chunks({}, { published: true })).length > 0, 'The stream holds no chunk.')
    },
  },
  {
    id: 'stream.id',
    title: 'all chunks of a stream have the same id, model and created',
    async run(probe) {
      const heads = new Set(
        (await probe.chunks()).map(({ id, model, created }) => JSON.stringify([id, model, created])),
      )
      expectThat(heads.size === 1, `They differ: ${[...heads].slice(0, 2).join(' and ')}.`)
    },
  },
  {
    id: 'stream.role',
    title: 'the first chunk names the role, and no other does',
    habit: true,
    async run(probe) {
      const roles = (await probe.chunks()).flatMap(({ choices }) => choices.map(({ delta }) => delta.role))
      expectThat(roles[0] === 'assistant', `The first delta’s role is ${roles[0] ?? 'missing'}.`)
      expectThat(
        roles.slice(1).every((role) => role === undefined || role === null),
        'A later delta names a role again.',
      )
    },
  },
  {
    id: 'stream.finish',
    title: 'only the last chunk of a choice has a finish_reason',
    async run(probe) {
      const reasons = (await probe.chunks()).flatMap(({ choices }) => choices.map((choice) => choice.finish_reason))
      // A reason that is left out is for `stream.shape` to tell.
      const ends = reasons.filter((reason) => typeof reason === 'string')
      expectThat(ends.length === 1, `${ends.length} chunks have a finish_reason instead of one.`)
      expectThat(typeof reasons.at(-1) === 'string', 'The last chunk has no finish_reason.')
    },
  },
  {
    id: 'stream.usage',
    title: 'include_usage adds a last chunk with usage and no choices, and usage: null to the others',
    async run(probe) {
      const chunks = await probe.chunks({ stream_options: { include_usage: true } })
      const last = chunks.at(-1)
      expectThat(last?.choices.length === 0, 'The last chunk has choices.')
      expectThat(typeof last.usage?.total_tokens === 'number', 'The last chunk has no usage.')
      expectThat(
        chunks.slice(0, -1).every(({ usage }) => usage === null),
        'Another chunk’s usage is not null.',
      )
    },
  },
  {
    id: 'stream.no-usage',
    title: 'without include_usage no chunk has usage',
    async run(probe) {
      const told = (await probe.chunks()).some(({ usage, choices }) => Boolean(usage) || choices.length === 0)
      expectThat(!told, 'A chunk has usage, or no choices.')
    },
  },
  {
    id: 'stream.same',
    title: 'a stream says the same as the whole answer',
    async run(probe) {
      const fields = { temperature: 0, seed: 7 }
      const whole = (await probe.completion(fields)).choices[0]?.message.content ?? ''
      const parts = (await probe.chunks(fields)).map(({ choices }) => choices[0]?.delta.content ?? '').join('')
      expectThat(
        parts === whole,
        `It says ${JSON.stringify(parts.slice(0, 60))} instead of ${JSON.stringify(whole.slice(0, 60))}.`,
      )
    },
  },
  {
    id: 'stream.n',
    title: 'a stream of two choices has the index of each and ends both',
    async run(probe) {
      const chunks = await probe.chunks({ n: 2, temperature: 1 })
      const ended = chunks.flatMap(({ choices }) =>
        choices.filter(({ finish_reason }) => typeof finish_reason === 'string'),
      )
      const numbers = ended
        .map(({ index }) => index)
        .toSorted((a, b) => a - b)
        .join(', ')
      expectThat(numbers === '0, 1', `The choices that end are ${numbers || 'none'} instead of 0, 1.`)
    },
  },
  {
    id: 'stream.refusal',
    title: 'a stream that is refused is an HTTP error, not a stream',
    run: (probe) => probe.refusal(probe.ask({ stream: true, temperature: 9 }), { status: 400 }),
  },
]

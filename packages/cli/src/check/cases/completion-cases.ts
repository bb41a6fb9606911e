import type { CheckCase } from '../check-case.ts'
import { expectThat, NotApplicable } from '../deviation.ts'

/** Completions that do not stream. */
export const completionCases: readonly CheckCase[] = [
  {
    id: 'completion.shape',
    title: 'a completion has every published field',
    async run(probe) {
      const { choices, usage } = await probe.completion({}, { published: true })
      expectThat(choices.length === 1, `There are ${choices.length} choices instead of one.`)
      expectThat(choices[0]?.index === 0, 'The choice’s index is not 0.')
      expectThat(usage !== undefined && usage !== null, 'usage is missing.')
      expectThat(usage.total_tokens === usage.prompt_tokens + usage.completion_tokens, 'usage does not add up.')
    },
  },
  {
    id: 'completion.json',
    title: 'a completion is sent as application/json',
    async run(probe) {
      const type = (await probe.ask()).headers['content-type'] ?? 'none'
      expectThat(type.startsWith('application/json'), `The content type is ${type}.`)
    },
  },
  {
    id: 'completion.request-id',
    title: 'an answer has the header x-request-id',
    habit: true,
    async run(probe) {
      expectThat((await probe.ask()).headers['x-request-id'] !== undefined, 'There is no header x-request-id.')
    },
  },
  ...(['max_completion_tokens', 'max_tokens'] as const).map((field): CheckCase => ({
    id: `completion.${field}`,
    title: `${field} ends the answer with finish_reason length`,
    async run(probe) {
      const { choices, usage } = await probe.completion({
        max_completion_tokens: undefined,
        max_tokens: undefined,
        [field]: 2,
      })
      expectThat(choices[0]?.finish_reason === 'length', `finish_reason is ${choices[0]?.finish_reason ?? 'missing'}.`)
      expectThat((usage?.completion_tokens ?? 0) <= 2, `${usage?.completion_tokens ?? 0} tokens were counted.`)
    },
  })),
  {
    id: 'completion.stop',
    title: 'stop ends the answer before the stop text, which is left out',
    async run(probe) {
      const room = { room: 48 }
      const whole = (await probe.completion({}, room)).choices[0]?.message.content ?? ''
      const stop = /[\p{L}\p{P}]/u.exec(whole.slice(Math.floor(whole.length / 2)))?.[0]
      if (stop === undefined) throw new NotApplicable('The model said nothing that could be stopped at.')
      const [choice] = (await probe.completion({ stop: [stop] }, room)).choices
      const text = choice?.message.content ?? ''
      expectThat(!text.includes(stop), `The answer holds the stop text ${JSON.stringify(stop)}.`)
      expectThat(choice?.finish_reason === 'stop', `finish_reason is ${choice?.finish_reason ?? 'missing'}.`)
    },
  },
  {
    id: 'completion.n',
    title: 'n gives that many choices, numbered from 0',
    async run(probe) {
      const { choices } = await probe.completion({ n: 2, temperature: 1 })
      const numbers = choices.map(({ index }) => index).join(', ')
      expectThat(numbers === '0, 1', `The indexes are ${numbers} instead of 0, 1.`)
    },
  },
  {
    id: 'completion.seed',
    title: 'the same seed at temperature 1 repeats the answer',
    // "Determinism is not guaranteed", says the published text.
    habit: true,
    async run(probe) {
      const fields = { seed: 7, temperature: 1 }
      const [first, second] = [await probe.completion(fields), await probe.completion(fields)]
      const same = first.choices[0]?.message.content === second.choices[0]?.message.content
      expectThat(same, 'Two answers with the same seed differ.')
    },
  },
  {
    id: 'completion.logprobs',
    title: 'logprobs give token, logprob, bytes and top_logprobs of each token',
    async run(probe) {
      const [choice] = (await probe.completion({ logprobs: true, top_logprobs: 2 }, { room: 4 })).choices
      const tokens = choice?.logprobs?.content ?? []
      expectThat(tokens.length > 0, 'choices[0].logprobs.content is empty.')
      for (const { logprob, top_logprobs: top } of tokens) {
        expectThat(logprob <= 0, `A logprob is ${logprob}; it must not be above 0.`)
        expectThat(top.length <= 2, `top_logprobs has ${top.length} instead of 2.`)
      }
    },
  },
  {
    id: 'completion.logit-bias',
    title: 'a bias of 100 makes a token certain',
    async run(probe) {
      // With top_logprobs: some servers tell no token without it.
      const fields = { logprobs: true, top_logprobs: 1, logit_bias: { 40: 100 } }
      const [choice] = (await probe.completion(fields, { room: 3 })).choices
      const tokens = choice?.logprobs?.content?.map(({ token }) => token) ?? []
      if (tokens.length === 0) throw new NotApplicable('The tokens are not told (completion.logprobs).')
      expectThat(new Set(tokens).size === 1, 'With a bias of 100 on one token, the answer has several.')
    },
  },
  {
    id: 'messages.parts',
    title: 'content may be a list of text parts',
    async run(probe) {
      const content = ['Name ', 'a ship.'].map((text) => ({ type: 'text', text }))
      await probe.completion({ messages: [{ role: 'user', content }] })
    },
  },
  {
    id: 'messages.roles',
    title: 'system, developer, user and assistant messages are accepted',
    async run(probe) {
      await probe.completion({
        messages: [
          { role: 'developer', content: 'Be brief.' },
          { role: 'user', content: 'Hello' },
          { role: 'assistant', content: 'Hi.' },
          { role: 'user', content: 'Bye' },
        ],
      })
    },
  },
  {
    id: 'messages.echo',
    title: 'the message of an answer can be sent back as it came',
    async run(probe) {
      const question = { role: 'user', content: 'Hello' }
      const [choice] = (await probe.completion({ messages: [question] })).choices
      await probe.completion({ messages: [question, choice?.message, question] })
    },
  },
]

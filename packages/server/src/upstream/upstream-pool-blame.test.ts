import { collect } from 'colloquy'
import { expect, onTestFinished, test } from 'vitest'
import { fakeUpstream, refuse, say } from './__fixtures__/fake-upstream.ts'
import { UpstreamPool } from './upstream-pool.ts'

type Play = Parameters<typeof fakeUpstream>[0]

test('an upstream is not taken for unwell because of a request that all of them fail', async () => {
  const play: Play = (response, seen) => {
    const poisoned = JSON.stringify(seen.body).includes('poison')
    return (poisoned ? refuse(500) : say('ok'))(response, seen)
  }
  const { ask, states } = await poolOf([play, play])
  for (let time = 0; time < 4; time++) await expect(ask('poison')).rejects.toMatchObject({ status: 500 })
  expect(states()).toEqual(['up', 'up'])
  expect(await ask('Hi')).toBe('ok')
})

test('an upstream is taken for unwell that fails three requests which another one answers', async () => {
  const { ask, states, upstreams } = await poolOf([refuse(500), say('ok')])
  for (let at = 0; (upstreams[0]?.requests.length ?? 0) < 3; at++) expect(await ask(`Question ${at}`)).toBe('ok')
  expect(states()).toEqual(['open', 'up'])
})

async function poolOf(plays: readonly Play[]) {
  const upstreams = await Promise.all(plays.map((play) => fakeUpstream(play)))
  const pool = new UpstreamPool({ upstreams: upstreams.map(({ baseURL }, at) => ({ baseURL, name: `u${at}` })) })
  onTestFinished(() => pool[Symbol.asyncDispose]())
  await pool.checked()
  const ask = async (content: string) => {
    const request = { model: 'm', messages: [{ role: 'user' as const, content }] }
    const { choices } = await collect(pool.complete(request, { signal: new AbortController().signal }))
    return choices[0]?.message.content
  }
  return { ask, states: () => pool.status().map(({ state }) => state), upstreams }
}

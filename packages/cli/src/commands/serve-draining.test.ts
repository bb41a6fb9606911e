import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { begin, fakeUpstream, say } from '../../../server/src/upstream/__fixtures__/fake-upstream.ts'
import { buildBin, type BuiltBin } from '../__fixtures__/built-bin.ts'

let bin: BuiltBin
beforeAll(async () => {
  bin = await buildBin()
})
afterAll(() => bin.remove())

describe('a server process at SIGTERM', () => {
  test('says that it is not ready, still answers, and ends when the streams that run have ended whole', async () => {
    const { url, child, result, answers, stream } = await streaming('--drain-delay', '3')
    child.kill('SIGTERM')
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 10_000 }).toBe(503)
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ reason: 'draining' })
    const late = ask(url, { stream: false })
    await expect.poll(() => answers.length, { timeout: 10_000 }).toBe(2)
    for (const finish of answers) finish()
    expect(await late.then((response) => response.json())).toMatchObject({ choices: [{ finish_reason: 'stop' }] })
    expect(await stream.text()).toMatch(/"finish_reason":"stop"[\s\S]*data: \[DONE\]\n\n$/)
    expect((await result).exitCode).toBe(0)
  })

  test('logs that it ends, and each answer that the drain waited for', async () => {
    const { child, result, answers, stream } = await streaming()
    child.kill('SIGTERM')
    for (const finish of answers) finish()
    await stream.text()
    const { exitCode, stderr } = await result
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringMatching(/"outcome":"answered"/) })
    expect(stderr).toContain('"message":"draining"')
  })

  test('ends a stream that takes too long with an error event', async () => {
    const { child, result, stream } = await streaming('--drain-timeout', '0.1')
    child.kill('SIGTERM')
    const text = await stream.text()
    expect(text).toContain('The server is shutting down')
    expect(text).not.toContain('[DONE]')
    expect((await result).exitCode).toBe(0)
  })

  test('ends well though nobody reads its first lines any more', async () => {
    const { child, result, answers, stream } = await streaming()
    child.stdout.destroy()
    child.kill('SIGTERM')
    for (const finish of answers) finish()
    expect(await stream.text()).toMatch(/data: \[DONE\]\n\n$/)
    expect((await result).exitCode).toBe(0)
  })

  test('ends at once when told a second time', async () => {
    const { url, child, result, stream } = await streaming('--drain-delay', '600')
    child.kill('SIGTERM')
    await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 10_000 }).toBe(503)
    child.kill('SIGTERM')
    expect((await result).signal).toBe('SIGTERM')
    await expect(stream.text()).rejects.toThrow()
  })
})

/** A server process in the middle of one streamed answer. */
async function streaming(...argv: string[]) {
  const answers: (() => void)[] = []
  const upstream = await fakeUpstream((response, seen) => {
    if (seen.body['stream'] === true) begin(response, 'Hel')
    answers.push(() => say('lo.')(response, seen))
  })
  const { child, result } = bin.start(['serve', '--port', '0', '--upstream', upstream.baseURL, ...argv])
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  child.stdout.on('data', (piece: string) => (text += piece))
  while (!text.includes('Try it:')) await once(child.stdout, 'data')
  const url = /http:\/\/127\.0\.0\.1:\d+(?=\/v1\/models)/.exec(text)?.[0] ?? expect.unreachable(text)
  const stream = await ask(url, { stream: true })
  return { url, child, result, answers, stream }
}

function ask(url: string, fields: Record<string, unknown>): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...fields }),
  })
}

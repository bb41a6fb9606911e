import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LoopbackHost } from '../__fixtures__/loopback-host.ts'
import { HttpClient } from './http-client.ts'

let host: LoopbackHost
beforeEach(async () => {
  host = await LoopbackHost.start()
})
afterEach(() => host[Symbol.asyncDispose]())

describe('HttpClient', () => {
  const client = new HttpClient(fetch)

  test('sends credentials of an address as a header', async () => {
    host.files['/a'] = { body: 'hello' }
    const answer = await client.get(`http://ada:p%40ss@${host.host}/a`)
    expect(await answer.text()).toBe('hello')
    expect(host.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ada:p@ss').toString('base64')}`)
  })

  test('takes credentials to no other origin', async () => {
    await using other = await LoopbackHost.start()
    other.files['/b'] = { body: 'there' }
    host.files['/a'] = { status: 302, headers: { location: `${other.url}/b` } }
    expect(await (await client.get(`http://ada:s3cret@${host.host}/a`)).text()).toBe('there')
    expect(other.requests[0]?.headers.authorization).toBeUndefined()
  })

  test('gives up on a host that falls silent', async () => {
    host.files['/a'] = { body: 'hello', hold: { after: 2, until: new Promise(() => {}) } }
    const answer = await new HttpClient(fetch, { idleTimeout: 200 }).get(`${host.url}/a`)
    await expect(answer.text()).rejects.toMatchObject({
      code: 'model_source_unreachable',
      message: `${host.host} sent nothing for 0.2 s`,
    })
  })

  test('stops when the signal says so, before and during', async () => {
    host.files['/a'] = { body: 'hello', hold: { after: 2, until: new Promise(() => {}) } }
    await expect(client.get(`${host.url}/a`, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    })
    const controller = new AbortController()
    const answer = await new HttpClient(fetch).get(`${host.url}/a`, { signal: controller.signal })
    controller.abort()
    await expect(answer.text()).rejects.toMatchObject({ code: 'aborted' })
  })

  test('refuses an answer longer than it may be', async () => {
    host.files['/a'] = { body: Buffer.alloc(1000) }
    await expect((await client.get(`${host.url}/a`)).text(999)).rejects.toThrow('sent an answer over 999 bytes')
  })

  test('refuses to be led from https to http', async () => {
    const downgraded = async () => ({ status: 200, url: 'http://example.com/', headers: new Headers(), body: null })
    await expect(new HttpClient(downgraded).get('https://example.com/')).rejects.toThrow('from https to http')
  })

  test('names the host and the reason of a failed connection', async () => {
    const { url } = host
    await host[Symbol.asyncDispose]()
    await expect(client.get(`${url}/a`)).rejects.toMatchObject({
      code: 'model_source_unreachable',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+: the connection was refused \(ECONNREFUSED\)$/),
    })
    host = await LoopbackHost.start()
  })
})

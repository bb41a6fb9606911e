import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LoopbackHost } from '../__fixtures__/loopback-host.ts'
import { TunnelProxy } from '../__fixtures__/tunnel-proxy.ts'
import { HttpClient } from './http-client.ts'
import { proxyFetch } from './proxy-fetch.ts'

let host: LoopbackHost
beforeEach(async () => {
  host = await LoopbackHost.start()
  host.files['/a'] = { body: 'hello' }
})
afterEach(() => host[Symbol.asyncDispose]())

async function get(env: Record<string, string>, url = `${host.url}/a`): Promise<string> {
  const network = await proxyFetch(env, [])
  try {
    return await (await new HttpClient(network.fetch, { note: network.note }).get(url)).text()
  } finally {
    await network.close()
  }
}

describe('proxyFetch', () => {
  test.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])('goes through %s, with its credentials', async (name) => {
    await using proxy = await TunnelProxy.start()
    expect(await get({ [name]: proxy.url })).toBe('hello')
    expect(proxy.asked).toHaveLength(1)
    expect(proxy.asked[0]).toContain(`CONNECT ${host.host}`)
    expect(proxy.asked[0]?.toLowerCase()).toContain('proxy-authorization: basic')
  })

  test('goes straight to what NO_PROXY names, and without any proxy', async () => {
    await using proxy = await TunnelProxy.start()
    expect(await get({ HTTP_PROXY: proxy.url, NO_PROXY: 'localhost,127.0.0.1' })).toBe('hello')
    expect(await get({ HTTP_PROXY: proxy.url, no_proxy: '*' })).toBe('hello')
    expect(await get({})).toBe('hello')
    expect(proxy.asked).toEqual([])
  })

  test('takes an address without a scheme for an http proxy', async () => {
    await using proxy = await TunnelProxy.start()
    expect(await get({ http_proxy: new URL(proxy.url).host })).toBe('hello')
    expect(proxy.asked).toHaveLength(1)
  })

  test('says that it is the proxy that refuses, and not its password', async () => {
    await using proxy = await TunnelProxy.start(403)
    const error: unknown = await get({ HTTP_PROXY: proxy.url }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'model_source_unreachable' })
    expect(String(error)).toContain('the proxy refused the connection (HTTP 403)')
    expect(String(error)).toContain(`HTTP_PROXY is ${new URL(proxy.url).host}`)
    expect(String(error)).not.toContain('s3cret')
  })

  test('says which variable is no proxy, and not what is in it', async () => {
    const error: unknown = await proxyFetch({ https_proxy: 'ftp://ada:s3cret@x' }, []).catch(
      (thrown: unknown) => thrown,
    )
    expect(String(error)).toContain('HTTPS_PROXY is set to something that is not a proxy')
    expect(String(error)).not.toContain('s3cret')
  })

  test('says where a file of certificates cannot be read', async () => {
    await expect(proxyFetch({}, ['/none/ca.pem'])).rejects.toThrow('The certificates in /none/ca.pem cannot be read')
  })
})

import { describe, expect, test } from 'vitest'
import { proxyFor } from './proxy-for.ts'

const proxy = 'http://proxy.test:3128'
const https = new URL('https://api.test/v1')

test('is the one named for the scheme, in small letters before capitals, with or without its scheme', () => {
  expect(proxyFor(https, { HTTPS_PROXY: proxy })?.href).toBe('http://proxy.test:3128/')
  expect(proxyFor(https, { https_proxy: 'first:1', HTTPS_PROXY: proxy })?.href).toBe('http://first:1/')
  expect(proxyFor(new URL('http://api.test'), { HTTP_PROXY: proxy })?.host).toBe('proxy.test:3128')
})

test('is none where none is named for the scheme', () => {
  expect(proxyFor(https, { HTTP_PROXY: proxy })).toBeUndefined()
  expect(proxyFor(https, { HTTPS_PROXY: '' })).toBeUndefined()
})

test('is never what a visitor of a CGI script may have sent', () => {
  expect(proxyFor(new URL('http://api.test'), { HTTP_PROXY: proxy, REQUEST_METHOD: 'POST' })).toBeUndefined()
})

test.each(['http://localhost:8080', 'http://127.0.0.1/v1', 'http://[::1]:1/v1', 'http://a.localhost'])(
  'is none for this machine: %s',
  (url) => {
    expect(proxyFor(new URL(url), { HTTP_PROXY: proxy })).toBeUndefined()
  },
)

describe('NO_PROXY', () => {
  test.each(['*', 'api.test', '.api.test', '*.test', 'other, api.test', 'a b api.test', 'API.TEST', 'api.test:443'])(
    '%j takes api.test out',
    (list) => {
      expect(proxyFor(https, { HTTPS_PROXY: proxy, NO_PROXY: list })).toBeUndefined()
    },
  )

  test.each(['', 'pi.test', 'api.test.org', 'api.test:80', 'b.api.test', ' , '])('%j does not', (list) => {
    expect(proxyFor(https, { HTTPS_PROXY: proxy, no_proxy: list })).toBeDefined()
  })
})

test.each(['socks5://user:secret@proxy.test', 'http://', 'ftp://proxy.test'])(
  'that is no HTTP proxy is refused, not gone past, without being shown: %s',
  (named) => {
    expect(() => proxyFor(https, { HTTPS_PROXY: named })).toThrow(
      expect.objectContaining({ name: 'ConnectionError', message: expect.not.stringContaining('secret') }),
    )
  },
)

import { expect, onTestFinished, test, vi } from 'vitest'
import { scriptedFetch, json } from '../client/__fixtures__/scripted-fetch.ts'
import { startServer } from '../client/__fixtures__/loopback-server.ts'
import { Colloquy } from '../index.ts'

const answer = { choices: [{ message: { content: 'of the server' } }] }

test('a fetch that was put in the place of Node’s is used, and only as long as it stands there', async () => {
  const { baseURL, requests } = await startServer((response) => response.end(JSON.stringify(answer)))
  const fetch = scriptedFetch(json({ choices: [{ message: { content: 'of the mock' } }] }))
  const ask = async () => {
    const { choices } = await new Colloquy({ baseURL }).chat.createChatCompletion({ model: 'm', messages: [] })
    return choices[0]?.message.content
  }
  onTestFinished(() => void vi.unstubAllGlobals())
  expect(await ask()).toBe('of the server')
  vi.stubGlobal('fetch', fetch)
  expect(await ask()).toBe('of the mock')
  expect([fetch.calls.length, requests.length]).toEqual([1, 1])
  vi.unstubAllGlobals()
  expect(await ask()).toBe('of the server')
})

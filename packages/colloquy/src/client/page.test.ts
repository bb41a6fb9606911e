import { describe, expect, test } from 'vitest'
import { Colloquy } from '../index.ts'
import { json, scriptedFetch } from './__fixtures__/scripted-fetch.ts'

const page = (ids: string[], has_more: boolean) =>
  json({ object: 'list', data: ids.map((id) => ({ id })), first_id: ids[0], last_id: ids.at(-1), has_more })

function setUp(...pages: (() => Response)[]) {
  const fetch = scriptedFetch(...pages)
  const { chat } = new Colloquy({ baseURL: 'https://api.test/v1', fetch, maxRetries: 0 })
  return { chat, calls: fetch.calls }
}

describe('a list of stored completions', () => {
  test('gives all things of all pages, one request a page', async () => {
    const { chat, calls } = setUp(page(['a', 'b'], true), page(['c'], false))
    const ids: string[] = []
    for await (const { id } of chat.completions.list({ limit: 2, metadata: { 'a&b': 'c d' } })) ids.push(id)
    expect(ids).toEqual(['a', 'b', 'c'])
    const path = 'https://api.test/v1/chat/completions?metadata%5Ba%26b%5D=c+d&limit=2'
    expect(calls.map(({ url }) => url)).toEqual([path, `${path}&after=b`])
  })

  test('gives page by page', async () => {
    const { chat } = setUp(page(['a'], true), page(['b'], false))
    const first = await chat.completions.list()
    expect([first.data[0]?.id, first.hasNextPage()]).toEqual(['a', true])
    const second = await first.getNextPage()
    expect([second.data[0]?.id, second.hasNextPage()]).toEqual(['b', false])
    await expect(second.getNextPage()).rejects.toMatchObject({ message: 'There is no next page.' })
  })

  test('ends at an empty page, whatever it says', async () => {
    const { chat, calls } = setUp(page([], true))
    const ids: string[] = []
    for await (const { id } of chat.completions.list()) ids.push(id)
    expect([ids, calls.length]).toEqual([[], 1])
  })

  test('that does not come is a typed error, awaited or iterated', async () => {
    const { chat } = setUp(json({ error: 'No.' }, { status: 404 }))
    await expect(chat.completions.list()).rejects.toMatchObject({ name: 'NotFoundError' })
    const iterating = (async () => {
      for await (const { id } of chat.completions.messages.list('c')) expect(id).toBeUndefined()
    })()
    await expect(iterating).rejects.toMatchObject({ name: 'NotFoundError' })
  })
})

describe('a stored completion', () => {
  const stored = { id: 'c/1', choices: [{ message: { content: 'a' } }] }

  test('is read, changed and deleted', async () => {
    const { chat, calls } = setUp(json(stored), json(stored), json({ id: 'c/1', deleted: true }))
    expect(await chat.completions.retrieve('c/1')).toEqual(stored)
    await chat.completions.update('c/1', { metadata: { a: 'b' } })
    expect(await chat.completions.delete('c/1')).toMatchObject({ deleted: true })
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual(
      ['GET', 'POST', 'DELETE'].map((method) => `${method} https://api.test/v1/chat/completions/c%2F1`),
    )
    expect(await calls[1]?.json()).toEqual({ metadata: { a: 'b' } })
  })

  test('without an id is asked of nobody: the address would be that of the list', async () => {
    const { chat, calls } = setUp(json(stored))
    await expect(chat.deleteChatCompletion('')).rejects.toMatchObject({ name: 'InvalidRequestError', param: 'id' })
    expect(calls).toEqual([])
  })
})

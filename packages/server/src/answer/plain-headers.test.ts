import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PlainHeaders } from './plain-headers.ts'

const name = fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,8}$/).filter((each) => !/^set-cookie$/i.test(each))
const value = fc.stringMatching(/^[!-~]{1,12}$/)

test('says of what was set and appended what the platform’s headers say', () => {
  const act = fc.tuple(fc.constantFrom('set', 'append', 'delete'), name, value)
  fc.assert(
    fc.property(fc.array(act), name, (acts, asked) => {
      const own = new PlainHeaders()
      const platform = new Headers()
      for (const [how, each, text] of acts) {
        for (const headers of [own, platform]) if (how === 'delete') headers.delete(each)
        for (const headers of [own, platform]) if (how === 'set') headers.set(each, text)
        for (const headers of [own, platform]) if (how === 'append') headers.append(each, text)
      }
      expect(own.get(asked)).toBe(platform.get(asked))
      expect(own.has(asked)).toBe(platform.has(asked))
      expect(Object.fromEntries(own)).toEqual(Object.fromEntries(platform))
    }),
  )
})

test('can be made into the platform’s', () => {
  const headers = new PlainHeaders([
    ['Accept', 'a'],
    ['accept', 'b'],
  ])
  expect(new Headers([...headers]).get('accept')).toBe('a, b')
  expect([...headers.keys(), ...headers.values()]).toEqual(['accept', 'a, b'])
  const seen: string[] = []
  headers.forEach((text, each) => seen.push(`${each}: ${text}`))
  expect(seen).toEqual(['accept: a, b'])
})

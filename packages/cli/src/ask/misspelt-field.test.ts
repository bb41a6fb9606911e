import { expect, test } from 'vitest'
import { converse } from '../__fixtures__/converse.ts'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

const place = ['--base-url', 'http://127.0.0.1:9/v1', '-m', 'm']

test('a field of -o that looks like a slip goes to the endpoint and is told', async () => {
  const io = new FakeIo({ piped: '' })
  expect(await main(['x', ...place, '-o', 'temprature=0'], io)).toBe(0)
  expect(io.requests).toMatchObject([{ temprature: 0 }])
  expect(io.stderr.text).toContain('Did you mean `temperature`?')
})

test('a vendor’s own field is not remarked on', async () => {
  const io = new FakeIo({ piped: '' })
  await main(['x', ...place, '-o', 'guided_regex=a+'], io)
  expect(io.stderr.text).toBe('')
})

test('/set tells it where it is set', async () => {
  const { stderr } = await converse(['/set temprature=0'], { argv: place })
  expect(stderr.replaceAll('\n', ' ')).toContain('Did you mean `temperature`?')
})

import { writeFileSync } from 'node:fs'
import { ConnectionError } from 'colloquy'
import { expect, test } from 'vitest'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { FakeIo, type FakeIoOptions, says } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

const question = (content: string) => ({ model: 'm', messages: [{ role: 'user', content }] })

function fileOf(...lines: readonly unknown[]): string {
  const file = temporaryPath('requests.jsonl')
  writeFileSync(file, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''))
  return file
}

async function replay(argv: readonly string[], options: FakeIoOptions = {}) {
  const io = new FakeIo({ piped: '', ...options })
  const exitCode = await main(['replay', '--base-url', 'http://127.0.0.1:9/v1', ...argv], io)
  return { io, exitCode, stdout: io.stdout.text, stderr: io.stderr.text }
}

/** Answers with these, one a request. */
function answers(...texts: readonly string[]): NonNullable<FakeIoOptions['answer']> {
  const left = [...texts]
  return () => says(left.shift() ?? '')
}

test('each request is asked again, and printed with its answer in a form that can be replayed', async () => {
  const file = fileOf(question('one'), { custom_id: 'b', body: question('two') })
  const { io, stdout, exitCode } = await replay([file], { answer: answers('1', '2') })
  expect(exitCode).toBe(0)
  expect(io.requests.map(({ messages }) => messages[0]?.content)).toEqual(['one', 'two'])
  const again = await replay(['--diff', fileOf(...stdout.trimEnd().split('\n'))], { answer: answers('1', '2') })
  expect(again).toMatchObject({ exitCode: 0, stdout: '1 the same\n2 the same\n' })
})

test('--diff tells the lines that differ, and is then exit code 1', async () => {
  const file = fileOf({ request: question('one'), completion: { choices: [{ message: { content: 'a\nb\nc' } }] } })
  expect(await replay(['--diff', file], { answer: answers('a\nB\nB\nc') })).toMatchObject({
    exitCode: 1,
    stdout: '1 differs\n  - b\n  + B\n  + B\n',
  })
})

test('-m asks another model of all of them', async () => {
  const { io } = await replay(['-m', 'other', fileOf(question('one'), question('two'))])
  expect(io.requests.map(({ model }) => model)).toEqual(['other', 'other'])
})

test('the models that the file names are those of this machine where no endpoint is named', async () => {
  const io = new FakeIo({ piped: '' })
  await main(['replay', fileOf(question('one'), { ...question('two'), model: 'n' })], io)
  expect(io.opened).toMatchObject([{ target: { kind: 'local', model: 'm', engine: { otherModels: ['n'] } } }])
})

test('one that fails is told by its number, and costs the others nothing', async () => {
  let asked = 0
  const answer: NonNullable<FakeIoOptions['answer']> = () => {
    if (asked++ === 0) throw new ConnectionError('Connection refused.')
    return says('2')
  }
  const { exitCode, stdout, stderr } = await replay([fileOf(question('one'), question('two'))], { answer })
  expect(exitCode).toBe(6)
  expect(stderr).toContain('Request 1: Connection refused.')
  expect(stdout.split('\n').map((line) => line.slice(0, 10))).toHaveLength(3)
  expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({ error: { code: 'connection_failed' } })
})

test('a recording of the testing tools is read, as is one request alone', async () => {
  const response = { status: 200, headers: {}, json: { choices: [{ message: { content: '1' } }] } }
  const exchange = { request: { method: 'POST', path: '/chat/completions', body: question('one') }, response }
  const recording = fileOf(JSON.stringify({ version: 1, exchanges: [exchange] }, undefined, 2))
  expect(await replay(['--diff', recording], { answer: answers('1') })).toMatchObject({ exitCode: 0 })
  const alone = fileOf(JSON.stringify(question('one'), undefined, 2))
  expect((await replay([alone])).io.requests).toHaveLength(1)
})

test.each([
  ['not JSON', [], 'Line 1 of '],
  [{ role: 'user', content: 'x' }, [], 'it has no messages'],
  [question('one'), ['--diff'], 'has no answer to compare with'],
  [{ model: 'm', messages: [{ role: 'usr', content: 'x' }] }, [], 'messages[0].role'],
])('%j with %j is told: %s', async (line, flags, told) => {
  const { exitCode, stderr } = await replay([...flags, fileOf(line)])
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(told) })
})

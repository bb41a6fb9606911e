import { expect, describe, test } from 'vitest'
import { z } from 'zod'
import { Colloquy } from '../index.ts'
import { scriptedBackend } from '../testing/index.ts'
import { call, calling, saying } from './__fixtures__/answers.ts'
import { defineTool, runTools, type RunToolsOptions, type RunToolsRequest, type ToolRunEvent } from './index.ts'

const add = defineTool({
  name: 'add',
  description: 'Adds two numbers.',
  parameters: z.object({ a: z.number(), b: z.number() }),
  run: ({ a, b }) => ({ sum: a + b }),
})
const asked = { model: 'm', messages: [{ role: 'user' as const, content: 'What is 1 + 2?' }] }

/** Runs one turn of calls, and gives what the model was told of them. */
async function told(
  tools: RunToolsRequest['tools'],
  calls: ReturnType<typeof call>[],
  options?: RunToolsOptions,
): Promise<string[]> {
  const { chat } = new Colloquy({ backend: scriptedBackend([calling(...calls), saying('done')]) })
  const { messages } = await runTools(chat, { ...asked, tools }, options)
  return messages.flatMap((message) =>
    message.role === 'tool' && typeof message.content === 'string' ? [message.content] : [],
  )
}

describe('the model is told', () => {
  const failing = (run: () => unknown) => [defineTool({ name: 'f', parameters: z.object({}), run })]

  test.each<[string, RunToolsRequest['tools'], ReturnType<typeof call>, string]>([
    ['of texts as they are', failing(() => 'plain text'), call('1', 'f', {}), 'plain text'],
    ['of values as JSON', failing(() => [1, null]), call('1', 'f', {}), '[1,null]'],
    ['of nothing as nothing', failing(() => undefined), call('1', 'f', {}), ''],
    [
      'of an error',
      failing(() => Promise.reject(new Error('no such city'))),
      call('1', 'f', {}),
      '{"error":"no such city"}',
    ],
    [
      'of an error that is thrown at once',
      failing(() => {
        throw new Error('no')
      }),
      call('1', 'f', {}),
      '{"error":"no"}',
    ],
    ['which tools there are', [add], call('1', 'sub', {}), '{"error":"there is no tool `sub`; there are: add"}'],
    [
      'that arguments are no JSON',
      [add],
      call('1', 'add', '{"a": 1,'),
      '{"error":"the arguments do not fit: it is not JSON"}',
    ],
    [
      'of values that cannot be written',
      failing(() => 10n),
      call('1', 'f', {}),
      '{"error":"Do not know how to serialize a BigInt"}',
    ],
  ])('%s', async (_, tools, made, expected) => {
    expect(await told(tools, [made])).toEqual([expected])
  })

  test('which arguments do not fit', async () => {
    const [content] = await told([add], [call('1', 'add', { a: 1, b: 'two' })])
    expect(content).toContain('`b`')
    expect(content).toContain('expected number')
  })

  test('that a call took too long, and the tool is stopped', async () => {
    let stopped: unknown
    const slow = defineTool({
      name: 'slow',
      parameters: z.object({}),
      timeout: 5,
      run: (_, { signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => (stopped = signal.reason))
        }),
    })
    expect(await told([slow], [call('1', 'slow', {})])).toEqual(['{"error":"it took longer than 5 ms"}'])
    expect(stopped).toBeInstanceOf(Error)
  })

  test('of a refusal, with its reason', async () => {
    const calls = [call('1', 'add', { a: 1, b: 2 }), call('2', 'add', { a: 3, b: 4 }), call('3', 'add', { a: 5, b: 6 })]
    const approvals: Record<string, boolean | string> = { '1': false, '2': 'ask later', '3': true }
    const approve: RunToolsOptions['approve'] = async ({ id }) => approvals[id] ?? false
    expect(await told([add], calls, { approve })).toEqual([
      '{"error":"the call was refused"}',
      '{"error":"the call was refused: ask later"}',
      '{"sum":11}',
    ])
  })

  test('what `describeError` makes of an error', async () => {
    const tools = failing(() => Promise.reject(new Error('password wrong for db.internal')))
    const describeError = (_: unknown, { id }: { id: string }) => `call ${id} failed`
    expect(await told(tools, [call('1', 'f', {})], { describeError })).toEqual(['{"error":"call 1 failed"}'])
  })

  test('of empty arguments as of none', async () => {
    const hello = defineTool({ name: 'hello', parameters: z.object({}), run: () => 'hello' })
    expect(await told([hello], [call('1', 'hello', '')])).toEqual(['hello'])
  })

  test('by optional arguments that strict mode made null', async () => {
    const greet = defineTool({
      name: 'greet',
      parameters: z.object({ name: z.string(), title: z.string().optional() }),
      run: (args) => args,
    })
    expect(await told([greet], [call('1', 'greet', { name: 'Ada', title: null })])).toEqual(['{"name":"Ada"}'])
  })
})

test('tells the error of a result beside what the model was told', async () => {
  const events: ToolRunEvent[] = []
  const broken = new Error('no')
  const tool = defineTool({ name: 'f', parameters: z.object({}), run: () => Promise.reject(broken) })
  await told([tool], [call('1', 'f', {})], { onEvent: (event) => void events.push(event) })
  expect(events.find(({ type }) => type === 'result')).toMatchObject({ content: '{"error":"no"}', error: broken })
})

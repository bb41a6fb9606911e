import { expect, test } from 'vitest'

import { failure } from '../__fixtures__/ask.ts'
import { FormCompiler, type CompilerThreadEvents } from './form-compiler.ts'

/** A compiler whose threads do what the test tells them, and what was done with them. */
function onBench(limit = 2): {
  compile: (asked: string, signal?: AbortSignal) => Promise<unknown>
  log: string[]
  thread: () => CompilerThreadEvents
  runOutOfTime: () => void
  compiler: FormCompiler
} {
  const log: string[] = []
  let events: CompilerThreadEvents | undefined
  let late = (): void => {}
  const compiler = new FormCompiler({
    start(given) {
      events = given
      log.push('start')
      return { compile: (asked) => log.push(`compile ${asked}`), end: () => log.push('end') }
    },
    limit,
    later(_, run) {
      late = run
      return () => {
        late = (): void => {}
      }
    },
  })
  return {
    compile: (asked, signal = new AbortController().signal) => compiler.compile({ asked, param: 'tools' }, signal),
    log,
    thread() {
      if (events === undefined) throw new Error('no thread was started')
      return events
    },
    runOutOfTime: () => late(),
    compiler,
  }
}

const compiled = { texts: { answer: 'root ::= "a"' } }

test('compiles one form after another, in one thread that is started for the first', async () => {
  const { compile, log, thread } = onBench()
  expect(log).toEqual([])
  const answers = Promise.all([compile('a'), compile('b')])
  expect(log).toEqual(['start', 'compile a'])
  thread().compiled(compiled)
  expect(log).toEqual(['start', 'compile a', 'compile b'])
  thread().compiled({ texts: {} })
  expect(await answers).toEqual([compiled.texts, {}])
})

test('tells what is refused as the request’s error', async () => {
  const { compile, thread } = onBench()
  const answer = failure(compile('a'))
  thread().compiled({ refused: { message: 'Not so.', param: 'tools[0].function.parameters' } })
  expect(await answer).toMatchObject({
    status: 400,
    code: 'unsupported_value',
    param: 'tools[0].function.parameters',
    message: 'Not so.',
  })
})

test('lets so many wait and refuses one more', async () => {
  const { compile, thread } = onBench(1)
  const answers = [compile('a'), compile('b')]
  const refused = await failure(compile('c'))
  expect(refused).toMatchObject({ status: 503, code: 'overloaded', retryAfter: 1 })
  thread().compiled(compiled)
  thread().compiled(compiled)
  expect(await Promise.all(answers)).toHaveLength(2)
})

test('forgets who leaves the line, and goes on when who left was being compiled', async () => {
  const { compile, log, thread } = onBench()
  const [first, second] = [new AbortController(), new AbortController()]
  const left = [failure(compile('a', first.signal)), failure(compile('b', second.signal))]
  const stays = compile('c')
  second.abort()
  first.abort()
  expect(await Promise.all(left)).toMatchObject([{ code: 'aborted' }, { code: 'aborted' }])
  thread().compiled({ texts: { answer: 'of a' } })
  thread().compiled(compiled)
  expect(await stays).toEqual(compiled.texts)
  expect(log).toEqual(['start', 'compile a', 'compile c'])
})

test.each([
  [
    'ran out of memory',
    Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }),
    400,
    'unsupported_value',
  ],
  ['broke down', new Error('boom'), 500, 'server_error'],
])('a thread that %s costs the one request, and the next gets a new thread', async (_, error, status, code) => {
  const { compile, log, thread } = onBench()
  const answer = failure(compile('a'))
  const next = compile('b')
  thread().failed(error)
  expect(await answer).toMatchObject({ status, code, cause: error })
  thread().compiled(compiled)
  expect(await next).toEqual(compiled.texts)
  expect(log).toEqual(['start', 'compile a', 'start', 'compile b'])
})

test('a thread that fails while it has nothing to do costs nothing', async () => {
  const { compile, log, thread } = onBench()
  const first = compile('a')
  thread().compiled(compiled)
  await first
  thread().failed(new Error('boom'))
  const second = compile('b')
  thread().compiled(compiled)
  expect(await second).toEqual(compiled.texts)
  expect(log).toEqual(['start', 'compile a', 'start', 'compile b'])
})

test('ends a thread that takes too long, and refuses what it was at', async () => {
  const { compile, log, thread, runOutOfTime } = onBench()
  const answer = failure(compile('a'))
  const next = compile('b')
  runOutOfTime()
  expect(await answer).toMatchObject({ status: 400, code: 'unsupported_value', param: 'tools' })
  thread().compiled(compiled)
  expect(await next).toEqual(compiled.texts)
  expect(log).toEqual(['start', 'compile a', 'end', 'start', 'compile b'])
  runOutOfTime()
  expect(log.at(-1)).toBe('compile b')
})

test('where no thread can be started, that is the error of each request', async () => {
  const cause = new Error('not allowed')
  const compiler = new FormCompiler({
    start: () => {
      throw cause
    },
    limit: 1,
    later: () => () => {},
  })
  const { signal } = new AbortController()
  for (const asked of ['a', 'b']) {
    expect(await failure(compiler.compile({ asked, param: 'tools' }, signal))).toMatchObject({ status: 500, cause })
  }
})

test('refuses who waits when it is closed, ends the thread, and takes nobody any more', async () => {
  const { compile, log, compiler } = onBench()
  const answers = [failure(compile('a')), failure(compile('b'))]
  compiler.close()
  answers.push(failure(compile('c')))
  for (const answer of answers) expect(await answer).toMatchObject({ status: 503, code: 'engine_unavailable' })
  expect(log).toEqual(['start', 'compile a', 'end'])
})

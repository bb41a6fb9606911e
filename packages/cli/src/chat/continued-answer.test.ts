import type { ChatCompletionChunk } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'
import { asked, converse } from '../__fixtures__/converse.ts'
import { piece } from '../__fixtures__/fake-io.ts'

describe('/continue', () => {
  test('has an answer go on that was cut short, in its place', async () => {
    const left = [
      [piece({ role: 'assistant', content: 'Once **upon' }), piece({}, 'length')],
      [piece({ role: 'assistant', content: ' a** time' }), piece({}, 'stop')],
    ]
    const answer = async function* (): AsyncGenerator<ChatCompletionChunk> {
      yield* left.shift() ?? []
    }
    const { io, stderr, stdout } = await converse(['tell', '/continue'], { answer, argv: ['--raw'] })
    expect(stderr).toContain('cut at the token limit; /continue goes on')
    expect(asked(io.requests)[1]).toEqual(['user: tell', 'assistant: Once **upon'])
    expect(io.requests[1]).toMatchObject({ continue_final_message: true, add_generation_prompt: false })
    expect(stdout).toContain('Once **upon a** time\n')
    const [session] = io.sessions.list()
    expect(io.sessions.path(session?.id ?? '').map(({ message }) => message.content)).toEqual([
      'tell',
      'Once **upon a** time',
    ])
  })

  test('keeps what came of it when it is stopped, and the answer when nothing came', async () => {
    let calls = 0
    const answer = async function* (): AsyncGenerator<ChatCompletionChunk> {
      if (++calls === 3) throw new Error('the cable broke')
      yield piece({ role: 'assistant', content: calls === 1 ? 'One' : ' two' })
      if (calls === 1) yield piece({}, 'length')
      else throw new Error('the cable broke')
    }
    const { io } = await converse(['count', '/continue', '/continue'], { answer })
    const [session] = io.sessions.list()
    expect(io.sessions.path(session?.id ?? '').at(-1)).toMatchObject({
      message: { content: 'One two' },
      finish: 'failed',
    })
  })

  test('goes on in reasoning that was cut, too', async () => {
    const left = [
      [piece({ role: 'assistant', reasoning_content: 'First' })],
      [piece({ reasoning_content: ' this' }), piece({ content: 'Done.' }), piece({}, 'stop')],
    ]
    const answer = async function* (): AsyncGenerator<ChatCompletionChunk> {
      const pieces = left.shift() ?? []
      yield* pieces
      if (pieces.length === 1) throw new Error('the cable broke')
    }
    const { io } = await converse(['think', '/continue'], { answer })
    expect(io.requests[1]?.messages.at(-1)).toEqual({ role: 'assistant', content: '', reasoning_content: 'First' })
    const [session] = io.sessions.list()
    expect(io.sessions.path(session?.id ?? '').at(-1)?.message).toMatchObject({
      content: 'Done.',
      reasoning_content: 'First this',
    })
  })

  test('without an answer says so', async () => {
    expect((await converse(['/continue'])).stderr).toContain('no answer to continue')
  })
})

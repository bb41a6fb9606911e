import { describe, expect, test, vi } from 'vitest'
import type { ChatCompletionChunk } from '../index.ts'
import { clientOf, request } from './__fixtures__/doors.ts'
import { validation, type Middleware } from './index.ts'

describe('validation', () => {
  const odd: object = { id: 'c', object: 'chat.completion.chunk', created: 'now', model: 'm', choices: [] }
  const isChunk = (value: object): value is ChatCompletionChunk => value === odd
  const chunks = [odd].filter(isChunk)

  test('lets good answers pass', async () => {
    const issues = vi.fn()
    await clientOf('x', validation(issues)).chat.createChatCompletion(request)
    const stream = await clientOf('x', validation(issues)).chat.createChatCompletion({ ...request, stream: true })
    await stream.completion()
    expect(issues).not.toHaveBeenCalled()
  })

  test('ends a call whose answer differs, with the field', async () => {
    const wrong: Middleware = async (context, next) => Object.assign(await next(context), { created: 'now' })
    const asking = clientOf('x', validation('throw'), wrong).chat.createChatCompletion(request)
    await expect(asking).rejects.toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('`created`'),
    })
  })

  test('ends a stream at the chunk that differs', async () => {
    const client = clientOf(chunks, validation('throw'))
    const reading = client.chat.createChatCompletion({ ...request, stream: true }).then((stream) => stream.completion())
    await expect(reading).rejects.toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('`created`'),
    })
  })

  test.each([false, true])(
    'whose listener throws ends the call with that as the cause, with stream: %s',
    async (stream) => {
      const cause = new TypeError('no such metric')
      const listener = () => {
        throw cause
      }
      const wrong: Middleware = async (context, next) => {
        const result = await next(context)
        return 'choices' in result ? Object.assign(result, { created: 'now' }) : result
      }
      const client = clientOf(stream ? chunks : 'x', validation(listener), wrong)
      const asking = client.chat.createChatCompletion({ ...request, stream })
      const answer = asking.then((given) => ('completion' in given ? given.completion() : given))
      await expect(answer).rejects.toMatchObject({ code: 'callback_failed', cause })
    },
  )

  test('may only warn', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const wrong: Middleware = async (context, next) => Object.assign(await next(context), { created: 'now' })
    await clientOf('x', validation('warn'), wrong).chat.createChatCompletion(request)
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('`created`'))
    warn.mockRestore()
  })
})

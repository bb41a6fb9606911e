import type { ChatCompletion } from 'colloquy/protocol'
import { expect, test } from 'vitest'
import { WholeAnswer } from './whole-answer.ts'

const completion: ChatCompletion = { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [] }

test('asks once, when it is first waited for, and gives one chunk', async () => {
  let asked = 0
  const answer = new WholeAnswer(async () => {
    asked++
    return completion
  })
  expect([asked, answer.take()]).toEqual([0, undefined])
  await Promise.all([answer.ready(), answer.ready()])
  expect(answer.take()).toMatchObject({ value: { id: 'c', object: 'chat.completion.chunk' } })
  expect([asked, answer.take()]).toEqual([1, { done: true }])
})

test('throws what comes instead', async () => {
  const answer = new WholeAnswer(() => Promise.reject(new Error('refused')))
  await expect(answer.next()).rejects.toThrow('refused')
})

test('gives nothing to who has left', async () => {
  const answer = new WholeAnswer(async () => completion)
  await answer.ready()
  await answer.return()
  expect(answer.take()).toEqual({ done: true })
})

import { afterAll, expect, test } from 'vitest'

import { failure } from '../__fixtures__/ask.ts'
import { generic } from '../dialects/formats/generic.ts'
import { toolPlan } from '../dialects/tool-plan.ts'
import { later } from '../later.ts'
import { answerTexts, type AnswerTexts, type WritingHabits } from './answer-texts.ts'
import { askedForm } from './asked-form.ts'
import { FormCompiler } from './form-compiler.ts'
import { startCompilerThread } from './start-compiler-thread.ts'

const habits: WritingHabits = { dialect: { ...generic, reasoning: [] }, spacing: 'loose' }
const compiler = new FormCompiler({ start: (events) => startCompilerThread(habits, events), limit: 9, later })
afterAll(() => compiler.close())

const { signal } = new AbortController()
const compile = (asked: string): Promise<AnswerTexts> => compiler.compile({ asked, param: 'tools' }, signal)

test('a thread compiles what would be compiled here', async () => {
  const parameters = { type: 'object', properties: { at: { type: 'integer' } } }
  const tools = [{ type: 'function' as const, function: { name: 'go', parameters } }]
  const request = { model: 'm', messages: [], tools, response_format: { type: 'json_object' as const } }
  const form = askedForm(request, toolPlan(request))
  if (form === undefined) throw new Error('nothing is asked')
  expect(await compile(JSON.stringify(form))).toEqual(answerTexts(form, habits))
})

test('a thread that throws is one request’s error, and the next request has another thread', async () => {
  expect(await failure(compile('no JSON'))).toMatchObject({ status: 500, code: 'server_error' })
  expect(await compile('{"format":{"type":"json_object"},"tools":[]}')).toHaveProperty('answer')
})

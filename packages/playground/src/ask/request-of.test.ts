import { expect, test } from 'vitest'

import { defaultSettings } from '../settings/settings.ts'
import { problemsOf, requestOf } from './request-of.ts'

const hello = { role: 'user', content: 'Hello' } as const

test('a request holds what was set and nothing else', () => {
  expect(requestOf({ ...defaultSettings, model: 'm' }, [hello])).toEqual({ model: 'm', messages: [hello] })
})

test('a request holds the system message, the fields and the JSON that was written', () => {
  const settings = {
    model: 'm',
    system: 'Be brief.',
    fields: { temperature: 0 },
    tools: '',
    responseFormat: '{"type":"json_object"}',
  }
  expect(requestOf(settings, [hello])).toEqual({
    model: 'm',
    messages: [{ role: 'system', content: 'Be brief.' }, hello],
    temperature: 0,
    response_format: { type: 'json_object' },
  })
})

test('JSON that is not whole is a problem to mend first', () => {
  expect(problemsOf(defaultSettings)).toEqual([])
  expect(problemsOf({ ...defaultSettings, tools: '[' })).toHaveLength(1)
})

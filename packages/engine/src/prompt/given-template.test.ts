import { expect, test } from 'vitest'

import { ChatTemplate } from './chat-template.ts'
import { givenTemplate } from './given-template.ts'

test('takes a template that tells what is said', () => {
  expect(() => givenTemplate('{% for m in messages %}{{ m.content }}{% endfor %}')).not.toThrow()
})

test('hands on what it has compiled, so that a prompt is made without reading it again', () => {
  const given = { ...givenTemplate('{{ messages[0].content }}'), source: '{% not read again' }
  expect(new ChatTemplate(given).render({ messages: [{ role: 'user', content: 'Ahoy' }] }).text).toBe('Ahoy')
})

test('refuses one that cannot be read, naming the option and the line', () => {
  expect(() => givenTemplate('\n{% for m in messages %}{{ m.content }')).toThrow(
    expect.objectContaining({ param: 'chatTemplate', message: expect.stringMatching(/cannot be used: .*line 2/) }),
  )
})

test.each(['', 'Hello!', '{{ message }}'])('refuses %j, which would leave out what is said', (source) => {
  expect(() => givenTemplate(source)).toThrow('says nothing of `messages`')
})

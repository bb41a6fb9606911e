import { expect, test } from 'vitest'

import { checkGivenTemplate } from './check-given-template.ts'

test('takes a template that tells what is said', () => {
  expect(() => checkGivenTemplate('{% for m in messages %}{{ m.content }}{% endfor %}')).not.toThrow()
})

test('refuses one that cannot be read, naming the option and the line', () => {
  expect(() => checkGivenTemplate('\n{% for m in messages %}{{ m.content }')).toThrow(
    expect.objectContaining({ param: 'chatTemplate', message: expect.stringMatching(/cannot be used: .*line 2/) }),
  )
})

test.each(['', 'Hello!', '{{ message }}'])('refuses %j, which would leave out what is said', (source) => {
  expect(() => checkGivenTemplate(source)).toThrow('says nothing of `messages`')
})

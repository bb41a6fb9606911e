import { describe, expect, test } from 'vitest'

import { readJsonField } from './read-json-field.ts'

describe('the JSON text of a field', () => {
  test('is its value', () => expect(readJsonField('stop', '["a", "b"]')).toEqual({ value: ['a', 'b'] }))

  test('sets nothing when it is empty', () => expect(readJsonField('tools', ' \n')).toEqual({ value: undefined }))

  test('says where it is not JSON yet', () =>
    expect(readJsonField('tools', '[{"type"').problem).toMatch(/^Not JSON yet/))

  test('names the place that a server would refuse', () => {
    const { problem } = readJsonField('tools', '[{"type":"function","function":{"nam":"x"}}]')
    expect(problem).toMatch(/`tools\[0\]\.function\.nam/)
  })

  test('names the field when all of it is wrong', () => {
    expect(readJsonField('logit_bias', '3').problem).toContain('`logit_bias`')
  })
})

import { expect, test } from 'vitest'
import { chooseWheel, wheelVersions } from './choose-wheel.ts'

const files = [
  'a_b-1.0-cp312-cp312-manylinux_2_17_x86_64.whl',
  'a_b-1.0-py3-none-any.whl',
  'a_b-1.0.tar.gz',
  'a_b-1.0.1-py3-none-any.whl',
  'a_b-2.0rc1-1-py3-none-any.whl',
  'other-1.0-py3-none-any.whl',
].map((fileName) => ({ fileName, url: `https://files.example/${fileName}` }))

test.each([
  ['1.0', 'a_b-1.0-py3-none-any.whl'],
  ['1', 'a_b-1.0-py3-none-any.whl'],
  ['1.0.0', 'a_b-1.0-py3-none-any.whl'],
  ['v1.0.1', 'a_b-1.0.1-py3-none-any.whl'],
  ['2.0RC1', 'a_b-2.0rc1-1-py3-none-any.whl'],
  ['3', undefined],
  ['10', undefined],
])('takes for version %s the wheel %s', (version, fileName) => {
  expect(chooseWheel(files, 'a-b', version)?.fileName).toBe(fileName)
})

test('takes a wheel for one platform where there is none for all', () => {
  expect(chooseWheel(files.slice(0, 1), 'a-b', '1.0')?.fileName).toBe(files[0]?.fileName)
})

test('lists the versions there are wheels of', () => {
  expect(wheelVersions(files, 'a-b')).toEqual(['1.0', '1.0.1', '2.0rc1'])
})

import { expect, test } from 'vitest'
import { wantsColour } from './colour.ts'

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1', TERM: 'dumb' }, true],
  [true, { NODE_DISABLE_COLORS: '1' }, false],
])('on a terminal: %j, environment %j: colour %j', (isTTY, env, colour) => {
  expect(wantsColour(isTTY, env)).toBe(colour)
})

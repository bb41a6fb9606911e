import { compare, isEqual } from './operators.ts'
import type { Test } from './run.ts'
import { TemplateError } from './template-error.ts'
import { isSafe, isStr, plain } from './text.ts'
import { Callable, Dict, Float, Generator, isList, toNumber, Tuple, Undefined, type Value } from './value.ts'

// The tests of Jinja 3.1, by name.
const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['defined', (value) => !(value instanceof Undefined)],
  ['undefined', (value) => value instanceof Undefined],
  ['none', (value) => value === null],
  ['boolean', (value) => typeof value === 'boolean'],
  ['true', (value) => value === true],
  ['false', (value) => value === false],
  ['integer', (value) => typeof value === 'number'],
  ['float', (value) => value instanceof Float],
  // A Python bool is a number.
  ['number', (value) => toNumber(value) !== undefined],
  ['string', isStr],
  ['mapping', (value) => value instanceof Dict],
  ['iterable', (value) => isSequence(value) || value instanceof Generator],
  // A mapping has a length and can be indexed, which is all the reference asks of a sequence.
  ['sequence', (value) => isSequence(value)],
  ['callable', (value) => value instanceof Callable],
  ['escaped', (value) => isStr(value) && isSafe(value)],
  ['sameas', (value, [other = null]) => value === other],
  ['lower', (value) => isStr(value) && /\p{L}/u.test(plain(value)) && plain(value) === plain(value).toLowerCase()],
  ['upper', (value) => isStr(value) && /\p{L}/u.test(plain(value)) && plain(value) === plain(value).toUpperCase()],
  ['odd', (value) => remainder(value, 2) === 1],
  ['even', (value) => remainder(value, 2) === 0],
  ['divisibleby', (value, [divisor = null]) => remainder(value, toNumber(divisor) ?? Number.NaN) === 0],
  ['in', (value, [container = null]) => compare('in', value, container)],
  ...alias(['eq', 'equalto', '=='], isEqual),
  ...alias(['ne', '!='], (a, b) => !isEqual(a, b)),
  ...alias(['lt', 'lessthan', '<'], (a, b) => compare('<', a, b)),
  ...alias(['le', '<='], (a, b) => compare('<=', a, b)),
  ...alias(['gt', 'greaterthan', '>'], (a, b) => compare('>', a, b)),
  ...alias(['ge', '>='], (a, b) => compare('>=', a, b)),
])

/** Finds a test, or fails naming it. */
export function findTest(name: string): Test {
  const test = tests.get(name)
  if (test === undefined) throw new TemplateError('runtime', `the test '${name}' is not known`)
  return test
}

function alias(names: readonly string[], test: (a: Value, b: Value) => boolean): [string, Test][] {
  return names.map((name) => [name, (value, [other = null]) => test(value, other)])
}

function isSequence(value: Value): boolean {
  return isStr(value) || isList(value) || value instanceof Tuple || value instanceof Dict || value instanceof Undefined
}

function remainder(value: Value, divisor: number): number {
  const number = toNumber(value)
  if (number === undefined) throw new TemplateError('runtime', 'a number was expected')
  return number - divisor * Math.floor(number / divisor)
}

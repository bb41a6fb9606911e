import { expect, test } from 'vitest'
import { ModelRoutes } from './model-routes.ts'

const routes = new ModelRoutes({
  fast: { use: 'small', fallback: ['large', 'small'] },
  large: { fallback: ['small'] },
})

test('an alias stands for its model, then for the fallbacks, each once', () => {
  expect(routes.plan('fast')).toEqual(['small', 'large'])
})

test('a model may have fallbacks under its own name', () => {
  expect(routes.plan('large')).toEqual(['large', 'small'])
})

test('an alias among the fallbacks stands for its model', () => {
  const withAlias = new ModelRoutes({ fast: { use: 'small' }, large: { fallback: ['fast', 'small', 'tiny'] } })
  expect(withAlias.plan('large')).toEqual(['large', 'small', 'tiny'])
})

test('a name without a route is a model', () => {
  expect(routes.plan('other')).toEqual(['other'])
})

test('lists aliases, and not models that merely have fallbacks', () => {
  expect(routes.aliases()).toEqual([['fast', 'small']])
})

test('an alias of an alias is refused', () => {
  expect(() => new ModelRoutes({ a: { use: 'b' }, b: { use: 'c' } })).toThrow('`a` points to `b`')
})

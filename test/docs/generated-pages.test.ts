import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { generatedPages } from './generated-pages.ts'

const root = new URL('../../', import.meta.url)

test.each(Object.entries(generatedPages))('%s says what the code does', (page, render) => {
  const file = new URL(page, root)
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, render())
  expect(readFileSync(file, 'utf8'), 'Run `npm run docs` to write it anew.').toBe(render())
})

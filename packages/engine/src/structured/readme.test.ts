import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { compileSchema } from './compile-schema.ts'

const page = readFileSync(new URL('README.md', import.meta.url), 'utf8')

function block(language: string): string {
  return new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? ''
}

test('the schema that the page follows comes to the grammar that the page shows', () => {
  expect(compileSchema(JSON.parse(block('json'))).grammar).toBe(block('gbnf'))
})

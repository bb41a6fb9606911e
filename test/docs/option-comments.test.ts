import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../packages/colloquy/src/', import.meta.url))

/** What the package's doors export. */
const doors = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('index.ts'))
  .map((file) => readFileSync(root + file, 'utf8'))
  .join('\n')

/** Options that may be left out, of interfaces that the SDK exports: where they are declared, and what is said of them. */
function optionalOptions(): { readonly where: string; readonly comment: string }[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => !file.includes('__fixtures__') && !file.endsWith('.test.ts') && !file.endsWith('.test-d.ts'))
    .flatMap((file) => {
      const source = ts.createSourceFile(file, readFileSync(root + file, 'utf8'), ts.ScriptTarget.Latest, true)
      return source.statements
        .filter(ts.isInterfaceDeclaration)
        .filter(({ name }) => /(Options|Hooks)$/.test(name.text) && new RegExp(`\\b${name.text}\\b`).test(doors))
        .flatMap(({ name, members }) =>
          members
            .filter((member) => member.questionToken)
            .map((member) => ({
              where: `${file}: ${name.text}.${member.name?.getText(source) ?? ''}`,
              comment: ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(member).find(ts.isJSDoc)?.comment) ?? '',
            })),
        )
    })
}

test('each option that may be left out is explained, with what holds then', () => {
  const silent = optionalOptions().filter(({ comment }) => !/default|without|else/i.test(comment))
  expect(silent.map(({ where }) => where)).toEqual([])
})

test('each option that is a time says its unit', () => {
  const times = optionalOptions().filter(({ where }) => /(timeout|delay|wait|idle|interval|ttl)\w*$/i.test(where))
  expect(times.length).toBeGreaterThan(0)
  const unitless = times.filter(({ comment }) => !/milliseconds|seconds|minutes|days/i.test(comment))
  expect(unitless.map(({ where }) => where)).toEqual([])
})

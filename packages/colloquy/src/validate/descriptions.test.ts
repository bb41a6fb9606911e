import { readdirSync, readFileSync } from 'node:fs'
import { descriptions, publishedSchemas, type SchemaNode } from 'colloquy/validate'
import { expect, test } from 'vitest'

// The files of descriptions/ are written by this test from the comments of the protocol types:
// npx vitest run packages/colloquy/src/validate/descriptions.test.ts --update

interface Documented {
  file: string
  text: string
  extends: string[]
  fields: Record<string, string>
}

/** Published names of types that carry a shorter or safer one. */
const publishedNames: Record<string, string> = {
  ChatCompletionRequest: 'CreateChatCompletionRequest',
  ChatCompletion: 'CreateChatCompletionResponse',
  ChatCompletionChunk: 'CreateChatCompletionStreamResponse',
  ErrorBody: 'Error',
}

/** The protocol files of each file of descriptions; what no other names goes to the replies. */
const groups: Record<string, readonly string[]> = {
  messageDescriptions: ['content-part', 'message', 'prompt-cache', 'reasoning', 'tool-call'],
  optionDescriptions: ['audio', 'metadata', 'model-ids', 'moderation', 'prediction', 'response-format', 'web-search'],
  requestDescriptions: ['request', 'service-tier', 'tool', 'tool-choice'],
  serverDescriptions: ['error-body', 'model', 'stored'],
  replyDescriptions: [],
}

const folder = new URL('../protocol/', import.meta.url)
const documented = readComments()

test.each(Object.keys(groups))('%s are the comments of the protocol types', async (group) => {
  const file = group.replace('D', '-d')
  await expect(writeModule(group)).toMatchFileSnapshot(`descriptions/${file}.ts`)
})

test('every type belongs to one file of descriptions', () => {
  const written = Object.keys(groups).flatMap(typesOf)
  expect(written.map(([name]) => name).toSorted()).toEqual(Object.keys(descriptions).toSorted())
})

test('every schema with a name and every field of it is described', () => {
  const bare: string[] = []
  const visit = (schema: SchemaNode): void => {
    const described = schema.name === undefined ? undefined : descriptions[schema.name]
    if (schema.name !== undefined && described === undefined) bare.push(schema.name)
    for (const part of partsOf(schema)) visit(part)
    if (schema.kind !== 'object') return
    for (const [name, field] of Object.entries(schema.fields)) {
      if (described?.fields[name] === undefined) bare.push(`${schema.name}.${name}`)
      visit(field.schema)
    }
  }
  for (const schema of Object.values(publishedSchemas)) visit(schema)
  expect(bare).toEqual([])
})

function partsOf(schema: SchemaNode): SchemaNode[] {
  if (schema.kind === 'array') return [schema.items]
  if (schema.kind === 'field-union') return Object.values(schema.variants)
  if (schema.kind !== 'type-union') return []
  return [schema.string, schema.array, schema.object].filter((part) => part !== undefined)
}

/** Reads the comments line by line: the formatter keeps one member a line. */
function readComments(): Map<string, Documented> {
  const types = new Map<string, Documented>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.test'))) {
    let comment: string[] = []
    let current: Documented | undefined
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
      const remark = /^\s*\/?\*+\/?(.*?)(?:\*\/)?$/.exec(line)?.[1]
      const declared = /^export (?:interface|type) (\w+)(?: extends ([\w, ]+))?/.exec(line)
      const member = /^ {2}(\w+)\??:/.exec(line)?.[1]
      if (remark !== undefined) {
        if (line.trimStart().startsWith('/**')) comment = []
        comment.push(remark.trim())
        continue
      }
      if (declared?.[1] !== undefined) {
        current = {
          file: file.replace('.ts', ''),
          text: plainText(comment),
          extends: declared[2]?.trim().split(', ') ?? [],
          fields: {},
        }
        types.set(declared[1], current)
      } else if (member !== undefined && current !== undefined) {
        current.fields[member] = plainText(comment)
      }
      comment = []
    }
  }
  return types
}

/** The first paragraph of a comment, without what only TypeScript's readers need. */
function plainText(comment: readonly string[]): string {
  const lines = comment.slice(comment[0] === '' ? 1 : 0)
  const end = lines.indexOf('')
  return lines
    .slice(0, end === -1 ? lines.length : end)
    .join(' ')
    .trim()
    .replace(/^@deprecated /, 'Deprecated. ')
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll(/ \(published schema `\w+`\)/g, '')
}

/** The types of a group with the names of their schemas. */
function typesOf(group: string): (readonly [string, Documented])[] {
  const aliases = new Set(Object.values(publishedNames))
  const listed = new Set(Object.values(groups).flat())
  const files = new Set(groups[group])
  return [...documented]
    .filter(([name]) => !aliases.has(name))
    .filter(([, { file }]) => (group === 'replyDescriptions' ? !listed.has(file) : files.has(file)))
    .map(([name, type]) => [publishedNames[name] ?? name, type])
}

function writeModule(group: string): string {
  const lines = [
    "import type { SchemaDescription } from '../schema-description.ts'",
    '',
    '// Written by descriptions.test.ts: change the comments in protocol/ and run that test with --update.',
    `export const ${group}: Readonly<Record<string, SchemaDescription>> = {`,
  ]
  for (const [name, type] of typesOf(group)) {
    const fields = Object.entries(allFields(type))
    lines.push(`  ${name}: {`, ...writeMember('    ', 'text', type.text))
    if (fields.length === 0) lines.push('    fields: {},')
    else lines.push('    fields: {', ...fields.flatMap(([field, text]) => writeMember('      ', field, text)), '    },')
    lines.push('  },')
  }
  return [...lines, '}', ''].join('\n')
}

function allFields(type: Documented): Record<string, string> {
  const inherited = type.extends.map((name) => documented.get(name)).filter((base) => base !== undefined)
  return Object.assign({}, ...inherited.map(allFields), type.fields)
}

/** A member as the formatter lays it out. */
function writeMember(indent: string, name: string, text: string): string[] {
  const quote = text.includes("'") ? '"' : "'"
  const line = `${indent}${name}: ${quote}${text}${quote},`
  // The formatter leaves a text that is too long beside its name where the name is short.
  return line.length <= 120 || name.length <= 4 ? [line] : [`${indent}${name}:`, `${indent}  ${quote}${text}${quote},`]
}

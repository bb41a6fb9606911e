import { readFileSync } from 'node:fs'
import { publishedSchemas, type FieldSchema, type ObjectSchema, type SchemaNode } from 'colloquy/validate'
import { describe, expect, test } from 'vitest'

/** What scripts/openapi-facts.mjs tells about a place in a schema. */
interface Fact {
  required?: true
  nullable?: true
  deprecated?: true
  types?: string[]
  enum?: string[]
  ref?: string[]
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
}

const factKeys = [
  'required',
  'nullable',
  'deprecated',
  'types',
  'enum',
  'ref',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
] as const satisfies readonly (keyof Fact)[]

type Places = Record<string, Fact>

function readJson(name: string): Record<string, Places> {
  return JSON.parse(readFileSync(new URL(`__fixtures__/${name}`, import.meta.url), 'utf8'))
}

/** Every difference from the published file, by its reason. */
const drift = {
  'vendor fields that come with thinking and must go back with the message': [
    ...reasoning('ChatCompletionMessageList data[].'),
    ...reasoning('ChatCompletionRequestAssistantMessage '),
    ...reasoning('ChatCompletionResponseMessage '),
    ...reasoning('ChatCompletionStreamResponseDelta '),
    'ChatCompletionMessageCustomToolCall extra_content: ours alone',
    'ChatCompletionMessageToolCall extra_content: ours alone',
    'ChatCompletionMessageToolCallChunk extra_content: ours alone',
  ],
  'a reply can be sent back with its citations, and a tool message with the name of its tool': [
    'ChatCompletionRequestAssistantMessage annotations: ours alone',
    'ChatCompletionRequestToolMessage name: ours alone',
  ],
  'seen on the wire or in clients of OpenAI later than the file': [
    'ChatCompletionMessageToolCallChunk custom: ours alone',
    'ChatCompletionMessageToolCallChunk type: enum +custom',
    'ChatCompletionRequestMessageContentPartImage image_url.detail: enum +original',
    'ChatCompletionStreamResponseDelta audio: ours alone',
    'PromptCacheBreakpointParam ttl: ours alone',
  ],
  'said in the prose of the file, not in its schemas': [
    'ChatCompletionFunctions name: maxLength none → 64',
    'CreateChatCompletionRequest logit_bias{}: maximum none → 100',
    'CreateChatCompletionRequest logit_bias{}: minimum none → -100',
    // "Values between -1 and 1" are fractions.
    'CreateChatCompletionRequest logit_bias{}: types +number -integer',
    'FunctionObject name: maxLength none → 64',
    'Metadata {}: maxLength none → 512',
    'ResponseFormatJsonSchema json_schema.name: maxLength none → 64',
    'VoiceIdsShared: enum +fable +nova +onyx',
  ],
  'refused by the API itself, or of no possible use': [
    'ChatCompletionAllowedTools tools: minItems none → 1',
    'ChatCompletionFunctions name: minLength none → 1',
    'ChatCompletionRequestMessageContentPartImage image_url.url: minLength none → 1',
    'CreateChatCompletionRequest max_completion_tokens: minimum none → 1',
    'CreateChatCompletionRequest max_tokens: minimum none → 1',
    'CreateChatCompletionRequest tools: minItems none → 1',
    'CustomToolChatCompletions custom.name: maxLength none → 64',
    'CustomToolChatCompletions custom.name: minLength none → 1',
    'FunctionObject name: minLength none → 1',
    'ModelIdsShared: minLength none → 1',
    'ResponseFormatJsonSchema json_schema.name: minLength none → 1',
    'StopConfiguration []: minLength none → 1',
    'StopConfiguration: minLength none → 1',
  ],
  'limits that JavaScript numbers do not reach: every integer of ours ends at ±(2^53 − 1)': [
    'CreateChatCompletionRequest seed: maximum 9223372036854776000 → none',
    'CreateChatCompletionRequest seed: minimum -9223372036854776000 → none',
  ],
  'an empty page has no first and no last id': [
    'ChatCompletionList first_id: nullable none → true',
    'ChatCompletionList last_id: nullable none → true',
    'ChatCompletionMessageList first_id: nullable none → true',
    'ChatCompletionMessageList last_id: nullable none → true',
  ],
  'slips of the file, and names that stand in the type only': [
    'Model: types none → object',
    'ModelIdsShared: enum 83 values → none',
  ],
}

function reasoning(message: string): string[] {
  return ['reasoning_content', 'reasoning', 'reasoning_details', 'extra_content'].map(
    (field) => `${message}${field}: ours alone`,
  )
}

const published = readJson('openai-2.3.0-facts.json')
const ours = Object.fromEntries(Object.entries(publishedSchemas).map(([name, schema]) => [name, factsOf(schema)]))

describe('the schemas and the published OpenAPI file 2.3.0', () => {
  test('have the same names', () => {
    expect(Object.keys(ours).toSorted()).toEqual(Object.keys(published).toSorted())
  })

  test('differ only where listed', () => {
    const found = Object.keys(published).flatMap((name) => differences(name, published[name] ?? {}, ours[name] ?? {}))
    expect(found.toSorted()).toEqual(Object.values(drift).flat().toSorted())
  })

  test('name the same models, ours in the type for editors', () => {
    const source = readFileSync(new URL('../protocol/model-ids.ts', import.meta.url), 'utf8')
    const names = [...source.matchAll(/'([^']+)'/g)].map(([, name]) => name)
    expect(new Set(names)).toEqual(new Set(published['ModelIdsShared']?.['']?.enum))
  })
})

function differences(name: string, theirs: Places, mine: Places): string[] {
  const lines: string[] = []
  for (const place of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const label = place === '' ? name : `${name} ${place}`
    const their: Fact | undefined = theirs[place]
    const my: Fact | undefined = mine[place]
    if (their === undefined) {
      // What is inside a place of ours alone is so, too.
      const inside = Object.keys(mine).some((outer) => !(outer in theirs) && isInside(place, outer))
      if (!inside) lines.push(`${label}: ours alone`)
    } else if (my === undefined) lines.push(`${label}: theirs alone`)
    else lines.push(...factDifferences(label, their, my))
  }
  return lines
}

function isInside(place: string, outer: string): boolean {
  return place.startsWith(outer) && '.[{('.includes(place.charAt(outer.length)) && place !== outer
}

function factDifferences(label: string, their: Fact, my: Fact): string[] {
  const lines: string[] = []
  for (const key of factKeys) {
    // In requests null means the default of any optional field, whatever the file says.
    if (key === 'nullable' && my.nullable === true && my.required !== true && their.required !== true) continue
    const [before, after] = [their[key] ?? 'none', my[key] ?? 'none']
    if (Array.isArray(before) && Array.isArray(after)) {
      const changes = [
        ...after.filter((value) => !before.includes(value)).map((value) => `+${value}`),
        ...before.filter((value) => !after.includes(value)).map((value) => `-${value}`),
      ]
      if (changes.length > 0) lines.push(`${label}: ${key} ${changes.join(' ')}`)
    } else if (before !== after) {
      lines.push(`${label}: ${key} ${shortly(before)} → ${shortly(after)}`)
    }
  }
  return lines
}

function shortly(value: unknown): string {
  return Array.isArray(value) && value.length > 8 ? `${value.length} values` : String(value)
}

/** Tells of a schema what the script tells of a published one. */
function factsOf(schema: SchemaNode): Places {
  const places: Places = {}
  collectInside(schema, '', (places[''] = {}), places)
  return places
}

function collect(schema: SchemaNode, place: string, field: FieldSchema | undefined, places: Places): void {
  const fact = (places[place] ??= {})
  if (field?.required === true) fact.required = true
  if (field?.deprecated !== undefined) fact.deprecated = true
  if (schema.nullable === true) fact.nullable = true
  if (schema.name !== undefined && schema.name in published) {
    fact.ref = [...(fact.ref ?? []), schema.name]
  } else {
    collectInside(schema, place, fact, places)
  }
}

function collectInside(schema: SchemaNode, place: string, fact: Fact, places: Places): void {
  switch (schema.kind) {
    case 'string':
      add(fact, 'string', { minLength: schema.minLength, maxLength: schema.maxLength })
      break
    case 'enum':
      add(fact, 'string', { enum: [...schema.values] })
      break
    case 'number':
    case 'integer':
      add(fact, schema.kind, { minimum: schema.min, maximum: schema.max })
      break
    case 'boolean':
      add(fact, 'boolean', {})
      break
    case 'array':
      add(fact, 'array', { minItems: schema.minItems, maxItems: schema.maxItems })
      collect(schema.items, `${place}[]`, undefined, places)
      break
    case 'record':
      add(fact, 'object', {})
      collect(schema.values, `${place}{}`, undefined, places)
      break
    case 'json-object':
      add(fact, 'object', {})
      break
    case 'object':
      add(fact, 'object', {})
      collectFields(schema, place, places)
      break
    case 'field-union':
      for (const [tag, variant] of Object.entries(schema.variants)) {
        const isPublished = variant.name !== undefined && variant.name in published
        if (!isPublished) add(fact, 'object', {})
        collect(variant, isPublished ? place : `${place}(${tag})`, undefined, places)
      }
      break
    case 'type-union':
      for (const part of [schema.string, schema.array, schema.object]) {
        if (part !== undefined) collect(part, place, undefined, places)
      }
  }
}

function collectFields(schema: ObjectSchema, place: string, places: Places): void {
  for (const [name, field] of Object.entries(schema.fields)) {
    collect(field.schema, place === '' ? name : `${place}.${name}`, field, places)
  }
}

function add(fact: Fact, type: string, limits: { [K in keyof Fact]: Fact[K] | undefined }): void {
  fact.types = [...new Set([...(fact.types ?? []), type])]
  for (const [key, value] of Object.entries(limits)) {
    if (value !== undefined) Object.assign(fact, { [key]: value })
  }
}

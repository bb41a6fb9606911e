import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openApiSchemas } from 'colloquy/validate'
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
  'how servers of open models are asked to go on with a message': [
    'CreateChatCompletionRequest add_generation_prompt: ours alone',
    'CreateChatCompletionRequest continue_final_message: ours alone',
  ],
  'a reply can be sent back with its citations, and a tool message with the name of its tool': [
    'ChatCompletionRequestAssistantMessage annotations: ours alone',
    'ChatCompletionRequestToolMessage name: ours alone',
  ],
  'what servers of open models tell of a model, so that one sees how full its context is': [
    'Model max_model_len: ours alone',
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

const published = parse(readFileSync(new URL('__fixtures__/openai-2.3.0-facts.json', import.meta.url), 'utf8'))
const ours = factsOf({ components: { schemas: openApiSchemas() } })

function parse(text: string): Record<string, Places> {
  return JSON.parse(text)
}

/** Asks the script that made the fixture from the published document about ours. */
function factsOf(document: object): Record<string, Places> {
  const script = fileURLToPath(new URL('../../../../scripts/openapi-facts.mjs', import.meta.url))
  return parse(execFileSync(process.execPath, [script, '-'], { encoding: 'utf8', input: JSON.stringify(document) }))
}

describe('our OpenAPI schemas and the published ones of 2.3.0', () => {
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

import { readFileSync } from 'node:fs'

import type { ChatCompletionRequestMessage } from 'colloquy/protocol'
import { beforeAll, describe, expect, test } from 'vitest'

import { ChatTemplate } from '../../packages/engine/src/prompt/chat-template.ts'
import { fromRequest } from '../../packages/engine/src/prompt/jinja/from-json.ts'
import { Template } from '../../packages/engine/src/prompt/jinja/template.ts'
import { plain } from '../../packages/engine/src/prompt/jinja/text.ts'
import { askPython, pythonHasJinja, type PythonAnswer } from './ask-python.ts'
import { conversations, type Conversation } from './conversations.ts'
import { requests } from './requests.ts'
import { readModelTemplates, readTemplates, templatesDirectory } from './templates-directory.ts'

const outcomesFile = new URL(
  '../../packages/engine/src/prompt/jinja/__fixtures__/python-outcomes.json',
  import.meta.url,
)
const hasPython = pythonHasJinja()
const collection = readTemplates()
const templates = new Map([...collection, ...(await readModelTemplates())])
const needsPython = hasPython ? '' : ' (SKIPPED: python3 has no jinja2; `python3 -m pip install jinja2`)'
const needsTemplates =
  collection.size > 0 ? '' : ` (SKIPPED: no templates in ${templatesDirectory}; run scripts/fetch-templates.mjs)`

const names = [...templates.keys()]

const now = 1_769_000_000
const tokens = { bos: '<s>', eos: '</s>' }
const always = { tools: null, documents: null, bos_token: tokens.bos, eos_token: tokens.eos }

// What the reference refuses and Colloquy renders: templates converted for llama.cpp that change lists of their own, read
// JSON, or write the outcome of a lazy filter as JSON.
const beyondReference = /attribute '(?:append|pop)' of 'list'|No filter named 'from_json'|Object of type generator/

function renderHere(source: string, variables: Readonly<Record<string, unknown>>): PythonAnswer {
  try {
    const values = Object.entries(variables).map(([name, value]) => [name, fromRequest(value)] as const)
    return { text: plain(new Template(source).render(new Map(values), { now: new Date(now * 1000) })) }
  } catch (error) {
    return { error: String(error) }
  }
}

// One process for everything: starting Python costs more than all the rendering.
function askAboutAll(): ReadonlyMap<string, readonly PythonAnswer[]> {
  const list: readonly Conversation[] = [...conversations, ...requests]
  const cases = names.flatMap((template) =>
    list.map(({ variables }) => ({ template, variables: { ...always, ...variables } })),
  )
  const answers = askPython({ now, templates: Object.fromEntries(templates), cases })
  return new Map(names.map((name, index) => [name, answers.slice(index * list.length, (index + 1) * list.length)]))
}

describe.skipIf(!hasPython)(`what Python prints${needsPython}`, () => {
  test('is what the unit tests say it prints', () => {
    const outcomes: Record<string, [string, string?][]> = JSON.parse(readFileSync(outcomesFile, 'utf8'))
    const rows = Object.values(outcomes).flat()
    const sources = Object.fromEntries(rows.map(([source]) => [source, source]))
    const answers = askPython({
      now,
      templates: sources,
      cases: rows.map(([template]) => ({ template, variables: {} })),
    })
    for (const [index, [source, expected]] of rows.entries()) {
      expect(answers[index]?.text, source).toBe(expected)
    }
  })
})

describe.skipIf(!hasPython)(`the reference renders${needsPython}`, () => {
  let answersTo: ReadonlyMap<string, readonly PythonAnswer[]> = new Map()
  beforeAll(() => {
    answersTo = askAboutAll()
  }, 60_000)

  test.each(names)('%s as Colloquy does, byte for byte', (name) => {
    const answers = answersTo.get(name) ?? []
    for (const [index, { shows, variables }] of conversations.entries()) {
      const expected = answers[index]
      const actual = renderHere(templates.get(name) ?? '', { ...always, ...variables })
      if (expected?.text !== undefined) expect(actual, shows).toEqual(expected)
      else if (!beyondReference.test(expected?.error ?? ''))
        expect(actual.text, `${shows}: ${expected?.error}`).toBeUndefined()
    }
  })

  test.each(names)('%s as Colloquy does a request from the wire, where nothing has to be adapted', (name) => {
    const chat = new ChatTemplate(templates.get(name) ?? '', tokens)
    const answers = (answersTo.get(name) ?? []).slice(conversations.length)
    for (const [index, { shows, request }] of requests.entries()) {
      const expected = answers[index]?.text
      const { systemRole, callArguments, emptyContents } = chat.traits()
      const adapted =
        (!systemRole && request.messages.some(({ role }) => role === 'system')) ||
        (request.messages.some(hasCalls) && (callArguments !== 'object' || !emptyContents.includes('empty')))
      if (expected === undefined || adapted) continue
      expect(chat.render({ ...request, now: new Date(now * 1000) }).text, shows).toBe(expected)
    }
  })
})

test.skipIf(collection.size === 0)(`the collection has the families people run${needsTemplates}`, () => {
  const families = [
    'Qwen',
    'Llama',
    'Mistral',
    'gemma',
    'Phi',
    'gpt-oss',
    'DeepSeek',
    'Hermes',
    'command-r',
    'granite',
    'SmolLM',
  ]
  const all = [...collection.keys()].join('\n').toLowerCase()
  expect(families.filter((family) => !all.includes(family.toLowerCase()))).toEqual([])
})

function hasCalls(message: ChatCompletionRequestMessage): boolean {
  return message.role === 'assistant' && (message.tool_calls?.length ?? 0) > 0
}

import { describe, expect, test } from 'vitest'

import { AnswerCourse, type AnswerCourseOptions } from './answer-course.ts'
import type { StartGrammar } from './answer-grammars.ts'
import type { AnswerGrammar } from '../native/grammar.ts'

/** A grammar by its name; it takes no beginning that holds a question mark. */
class NamedGrammar implements StartGrammar {
  readonly steering = new Set<number>()
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  begin(): never {
    return expect.unreachable('nothing is drawn here')
  }

  foresee(): never {
    return expect.unreachable('nothing is drawn here')
  }

  after(tokens: Iterable<number>): AnswerGrammar | undefined {
    const text = String.fromCodePoint(...tokens)
    return text.includes('?') ? undefined : new NamedGrammar(`${this.name} after ${text}`)
  }
}

class FakeOutput {
  isReasoning = false
  reasoningClose = '</think>'
  openCall: string | undefined
  isTrusted = false

  trust(): void {
    this.isTrusted = true
  }
}

const answer = new NamedGrammar('answer')
const opening = new NamedGrammar('opening')
const calls = new NamedGrammar('calls')
const endsOfReasoning = new Map([['</think>', new NamedGrammar('end of reasoning')]])

function course(options: Partial<AnswerCourseOptions> = {}, isReasoning = false): [AnswerCourse, FakeOutput] {
  const output = new FakeOutput()
  output.isReasoning = isReasoning
  const spell = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0)
  const forms = { endsOfReasoning }
  return [
    new AnswerCourse({ forms, output, reasoningLimit: Infinity, begun: { mark: '', words: '' }, spell, ...options }),
    output,
  ]
}

function held({ grammar }: AnswerCourse): string {
  return grammar instanceof NamedGrammar ? grammar.name : 'anything'
}

describe('an answer in a form', () => {
  const forms = { answer, opening, endsOfReasoning }

  test('may begin with reasoning, which is free, and keeps to the form after it', () => {
    const [it, output] = course({ forms })
    expect(held(it)).toBe('opening')
    output.isReasoning = true
    it.advance(1, '')
    expect([held(it), it.mayEnd]).toEqual(['anything', false])
    output.isReasoning = false
    it.advance(2, '\n')
    expect([held(it), it.mayEnd]).toEqual(['answer', true])
    it.advance(2, '')
    expect(held(it)).toBe('answer')
  })

  test('goes on in its form from what came in one token with the end of the reasoning', () => {
    const [it, output] = course({ forms }, true)
    output.isReasoning = false
    it.advance(3, '{"')
    expect(held(it)).toBe('answer after {"')
  })

  test('fails where it has begun outside of its form', () => {
    const [it, output] = course({ forms }, true)
    output.isReasoning = false
    expect(() => it.advance(3, '?')).toThrow(/cannot be brought into the form/)
  })

  test('begins at once where no reasoning is wanted, and continues what the prompt has begun', () => {
    expect(held(course({ forms, reasoningLimit: 0 })[0])).toBe('answer')
    expect(held(course({ forms: { answer, endsOfReasoning }, begun: { mark: '>>>', words: '' } })[0])).toBe(
      'answer after >>>',
    )
  })
})

describe('reasoning', () => {
  test('is ended, once it is too long, by the mark that belongs to the one it began with', () => {
    const [it, output] = course({ reasoningLimit: 2 }, true)
    expect(held(it)).toBe('anything')
    it.advance(1, '')
    expect(held(it)).toBe('anything')
    it.advance(2, '')
    expect(held(it)).toBe('end of reasoning')
    it.advance(3, '')
    expect(held(it)).toBe('end of reasoning')
    output.isReasoning = false
    it.advance(4, '')
    expect(held(it)).toBe('anything')
  })

  test('that the prompt has begun is ended at once where none is wanted', () => {
    expect(held(course({ reasoningLimit: 0 }, true)[0])).toBe('end of reasoning')
  })
})

describe('free text', () => {
  test('is held to the grammar of calls from where one has begun, which is told from then on', () => {
    const [it, output] = course({ forms: { calls, endsOfReasoning } })
    expect(it.advance(0, '')).toBe(true)
    expect([held(it), output.isTrusted]).toEqual(['anything', false])
    output.openCall = '<tool_call>'
    expect(it.advance(0, '')).toBe(true)
    expect([held(it), output.isTrusted]).toEqual(['calls after <tool_call>', true])
    output.openCall = '<tool_call>{'
    it.advance(0, '')
    expect(held(it)).toBe('calls after <tool_call>')
  })

  test('stays free where what has begun cannot become a call', () => {
    const [it, output] = course({ forms: { calls, endsOfReasoning } })
    output.openCall = '<tool_call>?'
    expect(it.advance(0, '')).toBe(false)
    expect([held(it), output.isTrusted]).toEqual(['anything', false])
  })
})

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
  isThinking = false
  thoughtClose = '</think>'
  openCall: string | undefined
  isTrusted = false

  trust(): void {
    this.isTrusted = true
  }
}

const answer = new NamedGrammar('answer')
const opening = new NamedGrammar('opening')
const calls = new NamedGrammar('calls')
const endsOfThoughts = new Map([['</think>', new NamedGrammar('end of thoughts')]])

function course(options: Partial<AnswerCourseOptions> = {}, isThinking = false): [AnswerCourse, FakeOutput] {
  const output = new FakeOutput()
  output.isThinking = isThinking
  const spell = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0)
  const forms = { endsOfThoughts }
  return [
    new AnswerCourse({ forms, output, thoughtLimit: Infinity, begun: { mark: '', words: '' }, spell, ...options }),
    output,
  ]
}

function held({ grammar }: AnswerCourse): string {
  return grammar instanceof NamedGrammar ? grammar.name : 'anything'
}

describe('an answer in a form', () => {
  const forms = { answer, opening, endsOfThoughts }

  test('may begin with thoughts, thinks freely, and keeps to the form behind them', () => {
    const [it, output] = course({ forms })
    expect(held(it)).toBe('opening')
    output.isThinking = true
    it.advance(1, '')
    expect([held(it), it.mayEnd]).toEqual(['anything', false])
    output.isThinking = false
    it.advance(2, '\n')
    expect([held(it), it.mayEnd]).toEqual(['answer', true])
    it.advance(2, '')
    expect(held(it)).toBe('answer')
  })

  test('goes on in its form from what the end of thoughts brought with it', () => {
    const [it, output] = course({ forms }, true)
    output.isThinking = false
    it.advance(3, '{"')
    expect(held(it)).toBe('answer after {"')
  })

  test('fails where it has begun outside of its form', () => {
    const [it, output] = course({ forms }, true)
    output.isThinking = false
    expect(() => it.advance(3, '?')).toThrow(/cannot be brought into the form/)
  })

  test('begins at once where thoughts are not wanted, and behind what the prompt has begun', () => {
    expect(held(course({ forms, thoughtLimit: 0 })[0])).toBe('answer')
    expect(held(course({ forms: { answer, endsOfThoughts }, begun: { mark: '>>>', words: '' } })[0])).toBe(
      'answer after >>>',
    )
  })
})

describe('thoughts', () => {
  test('are ended when they have become too long, by the mark they began with', () => {
    const [it, output] = course({ thoughtLimit: 2 }, true)
    expect(held(it)).toBe('anything')
    it.advance(1, '')
    expect(held(it)).toBe('anything')
    it.advance(2, '')
    expect(held(it)).toBe('end of thoughts')
    it.advance(3, '')
    expect(held(it)).toBe('end of thoughts')
    output.isThinking = false
    it.advance(4, '')
    expect(held(it)).toBe('anything')
  })

  test('that the prompt has begun are ended at once where none are wanted', () => {
    expect(held(course({ thoughtLimit: 0 }, true)[0])).toBe('end of thoughts')
  })
})

describe('free text', () => {
  test('is held to the grammar of calls from where one has begun, which is told from then on', () => {
    const [it, output] = course({ forms: { calls, endsOfThoughts } })
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
    const [it, output] = course({ forms: { calls, endsOfThoughts } })
    output.openCall = '<tool_call>?'
    expect(it.advance(0, '')).toBe(false)
    expect([held(it), output.isTrusted]).toEqual(['anything', false])
  })
})

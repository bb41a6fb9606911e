import { describe, expect, test } from 'vitest'

import { Foresight, type ForeseenTokens } from './foresight.ts'
import { GrammarStates } from './grammar-states.ts'
import { TokenIndex } from './token-index.ts'

const end = 1000
const texts = [
  ...Array.from('{}":, abcdefghijklmnopqrstuvwxyz0123456789<>'),
  'name',
  'nam',
  '{"',
  '":',
  '": "',
  'true',
  'tr',
  '"a',
  '<call>',
]

/** A vocabulary of letters and a few words, cut greedily; tokens from 256 on are single bytes. */
async function tokens(marks: readonly string[] = []): Promise<ForeseenTokens> {
  const index = new TokenIndex(texts.map((text, token) => ({ text, token })))
  await index.ready
  const longestFirst = [...texts.entries()]
    .filter(([, text]) => !marks.includes(text))
    .toSorted((a, b) => b[1].length - a[1].length)
  return {
    index,
    ends: [end],
    marks,
    brokenAfter: () => [],
    bytes: (token) => (token >= 256 ? Uint8Array.of(token - 256) : new TextEncoder().encode(texts[token])),
    *tokenize(text) {
      for (let at = 0; at < text.length;) {
        const [token, found] = longestFirst.find(([, each]) => text.startsWith(each, at)) ?? [0, '']
        if (found === '') throw new Error(`no token spells ${text.slice(at)}`)
        yield token
        at += found.length
      }
    },
  }
}

async function behind(grammar: string, text: string, marks: readonly string[] = []): Promise<Foresight> {
  const known = await tokens(marks)
  const foresight = new Foresight(new GrammarStates(grammar), known)
  for (const byte of new TextEncoder().encode(text)) foresight.push(256 + byte)
  return foresight
}

function spelled(ids: readonly number[] | undefined): string[] | undefined {
  return ids?.map((id) => (id === end ? 'END' : (texts[id] ?? ''))).toSorted()
}

describe('what must follow', () => {
  test.each([
    ['all but the last token, which a longer one may begin with', 'root ::= "{\\"name\\":" [0-9]', '', ['{"', 'name']],
    ['nothing where the next character is open', 'root ::= "," " "? "a"', ',', []],
    ['nothing of a word that may go on, however it is cut', 'root ::= "\\"" ("name" | "nam" [a-z])', '"', []],
    ['all of it where the text ends there, and its end', 'root ::= "tr" "ue"', 'tr', ['u', 'e', 'END']],
    ['the end alone behind the last character', 'root ::= "true"', 'true', ['END']],
    ['nothing where the text may end or go on', 'root ::= "a" "b"?', 'a', []],
  ])('is %s', async (_, grammar, text, expected) => {
    const foresight = await behind(grammar, text)
    expect(foresight.forced().map((id) => (id === end ? 'END' : texts[id]))).toEqual(expected)
  })

  test('never spells a mark that has a token of its own', async () => {
    const foresight = await behind('root ::= "ab,<call>" [a-z]', '', ['<call>'])
    expect(foresight.forced().map((id) => texts[id])).toEqual(['a', 'b'])
  })

  test('is nothing in the middle of a character, nor behind what the grammar does not take', async () => {
    const foresight = await behind('root ::= "é" "abc"', '')
    foresight.push(256 + 0xc3)
    expect([foresight.forced(), foresight.few()]).toEqual([[], undefined])
    foresight.push(256 + 0xa9)
    expect(spelled(foresight.forced())).toEqual(['END', 'a', 'b', 'c'])
    foresight.push(256 + 0x20)
    expect([foresight.forced(), foresight.few()]).toEqual([[], undefined])
  })
})

describe('the few tokens that can follow', () => {
  test.each([
    [
      'begin, go on with, or reach over what comes',
      'root ::= "\\"name\\":" " "? "\\"" [a-z]*',
      '"name',
      ['"', '":', '": "'],
    ],
    ['are of every way that is open', 'root ::= "true" | "t" [0-9]', '', ['t', 'tr', 'true']],
    ['hold the end of the turn where the text may end', 'root ::= [0-3]{1,2}', '0', ['0', '1', '2', '3', 'END']],
    ['may be one alone', 'root ::= "}" "x"', '', ['}']],
  ])('%s', async (_, grammar, text, expected) => {
    expect(spelled((await behind(grammar, text)).few())).toEqual(expected)
  })

  test.each([
    ['are not told where anything goes', 'root ::= [\\x00-\\U0010FFFF]*'],
    ['nor where a character beyond ASCII may come, which several tokens may spell', 'root ::= "é" | "a"'],
  ])('%s', async (_, grammar) => {
    expect((await behind(grammar, '')).few()).toBeUndefined()
  })

  test('are told again for another answer from the same place on', async () => {
    const first = await behind('root ::= "ab" | "ac"', 'a')
    const second = first.copy()
    first.push(texts.indexOf('b'))
    expect([spelled(first.few()), spelled(second.few())]).toEqual([['END'], ['b', 'c']])
  })
})

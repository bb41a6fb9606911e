import { describe, expect, test } from 'vitest'
import { InputHistory } from './input-history.ts'
import { KeyDecoder } from './key-decoder.ts'
import { type EditorOutcome, LineEditor } from './line-editor.ts'

// Types what a terminal would send and gives the text with a bar where the cursor stands.
function type(sent: string, options: { history?: readonly string[]; candidates?: readonly string[] } = {}) {
  const editor = new LineEditor({
    history: new InputHistory(options.history),
    complete: (text, cursor) => {
      const from = text.lastIndexOf(' ', cursor - 1) + 1
      const typed = text.slice(from, cursor)
      return { from, candidates: (options.candidates ?? []).filter((one) => one.startsWith(typed)) }
    },
  })
  const outcomes: EditorOutcome[] = []
  for (const key of new KeyDecoder().push(sent)) {
    const outcome = editor.push(key)
    if (outcome.type !== 'redraw') outcomes.push(outcome)
  }
  return {
    shown: `${editor.text.slice(0, editor.cursor)}|${editor.text.slice(editor.cursor)}`,
    hint: editor.hint,
    choices: editor.choices,
    outcomes,
  }
}

const keys = {
  left: '\u001b[D',
  right: '\u001b[C',
  up: '\u001b[A',
  down: '\u001b[B',
  home: '\u001b[H',
  wordLeft: '\u001b[1;5D',
  altEnter: '\u001b\r',
  delete: '\u001b[3~',
  backspace: '\u007f',
}

describe('keys', () => {
  test.each([
    ['ab', 'ab|'],
    [`ab${keys.left}c`, 'ac|b'],
    [`👨‍👩‍👧é${keys.left}${keys.backspace}`, '|é'],
    [`one two${keys.wordLeft}x`, 'one x|two'],
    ['one two\u0017', 'one |'],
    ['one two\u0017\u0019\u0019', 'one twotwo|'],
    ['abc\u0001\u000b', '|'],
    ['abc\u0015x', 'x|'],
    ['a\nb', 'a\nb|'],
    [`a${keys.altEnter}b`, 'a\nb|'],
    [`ab\ncd${keys.up}x`, 'abx|\ncd'],
    [`ab\ncd${keys.up}${keys.home}${keys.delete}`, '|b\ncd'],
    ['a\u001b[24~b', 'ab|'],
  ])('%j gives %j', (sent, shown) => {
    expect(type(sent).shown).toBe(shown)
  })

  test.each([
    ['hello\r', [{ type: 'submit', text: 'hello' }]],
    ['\u0003', [{ type: 'interrupt' }]],
    ['\u0004', [{ type: 'end' }]],
    ['a\u0004', []],
    ['\u0007', [{ type: 'open-editor' }]],
    ['\u000c', [{ type: 'clear-screen' }]],
    ['"""a\rb"""\r', [{ type: 'submit', text: 'a\nb' }]],
  ])('%j asks for %j', (sent, outcomes) => {
    expect(type(sent).outcomes).toEqual(outcomes)
  })
})

test('a paste is one message, however many lines it has, and cannot steer the terminal', () => {
  const { shown, outcomes } = type('\u001b[200~one\r\ntwo\r\u001b[31mthree\u001b[201~!')
  expect(shown).toBe('one\ntwo\n[31mthree!|')
  expect(outcomes).toEqual([])
})

describe('history', () => {
  const history = ['first', 'second one', 'third']

  test('goes back and forth, and comes back to what was being written', () => {
    expect(type(`dr${keys.up}${keys.up}`, { history }).shown).toBe('second one|')
    expect(type(`dr${keys.up}${keys.up}${keys.down}${keys.down}`, { history }).shown).toBe('dr|')
    expect(type(`${keys.up}${keys.up}${keys.up}${keys.up}`, { history }).shown).toBe('first|')
  })

  test('Ctrl-R finds the newest that holds the letters, and again an older one', () => {
    expect(type('\u0012ir', { history })).toMatchObject({
      shown: 'third|',
      hint: expect.stringContaining('search: ir'),
    })
    expect(type('\u0012ir\u0012', { history }).shown).toBe('first|')
    expect(type('\u0012SEC\r', { history }).shown).toBe('second one|')
    expect(type('dr\u0012sec\u0007', { history }).shown).toBe('dr|')
    expect(type('\u0012nowhere', { history }).hint).toContain('nothing found')
  })
})

describe('completion', () => {
  const candidates = ['/model', '/more', '/exit']

  test('completes what only one begins with', () => {
    expect(type('/e\t', { candidates }).shown).toBe('/exit |')
  })

  test('completes what all begin with, then shows them', () => {
    expect(type('/m\t', { candidates }).shown).toBe('/mo|')
    expect(type('/mo\t', { candidates }).choices).toEqual(['/model', '/more'])
  })

  test('leaves a directory open for what is in it', () => {
    expect(type('see ./s\t', { candidates: ['./src/'] }).shown).toBe('see ./src/|')
  })
})

test('reads the same keys however the terminal cuts them', () => {
  const sent = `a${keys.up}\u001b[200~x\r\ny\u001b[201~${keys.wordLeft}${keys.altEnter}é👍\u001bbz`
  const whole = new KeyDecoder().push(sent)
  const decoder = new KeyDecoder()
  const cut = sent.split('').flatMap((unit) => decoder.push(unit))
  const words = (all: typeof whole) => all.map((key) => (key.kind === 'key' ? `<${key.name}>` : key.text)).join('')
  expect(words(cut)).toBe(words(whole))
})

import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { packAutomaton, unpackAutomaton } from '../regular/packed-automaton.ts'
import { formatAutomata } from './format-automata.ts'
import { formatPatterns, limitedFormats } from './format-patterns.ts'
import { automatonOfPattern } from './formats.ts'

const file = new URL('format-automata.ts', import.meta.url)

// UPDATE_FORMATS=1 writes the file anew, after a change to a pattern.
test('the automata of formats are those of their patterns', () => {
  const limited = limitedFormats.map(({ name, most, within }): [string, string] => [`${name} of ${most}`, within(most)])
  const made = [...Object.entries(formatPatterns), ...limited].map(([format, pattern]): [string, string] => {
    const automaton = automatonOfPattern(pattern)
    if (automaton === undefined) throw new Error(`no text is a ${format}`)
    expect(unpackAutomaton(packAutomaton(automaton))).toEqual(automaton)
    return [format, packAutomaton(automaton)]
  })
  if (process.env['UPDATE_FORMATS']) writeFileSync(file, fileOf(made))
  else expect(formatAutomata).toEqual(Object.fromEntries(made))
})

function fileOf(made: readonly (readonly [string, string])[]): string {
  const lines = made.map(([format, packed]) => `  ${/^\w+$/.test(format) ? format : `'${format}'`}:\n    '${packed}',`)
  return `/**
 * The formats of \`format-patterns.ts\`, packed (see \`packAutomaton\`). To make them takes up to 60 ms each, which the
 * first request that names one would have to wait for. Written by \`UPDATE_FORMATS=1 npx vitest run format-automata\`.
 */
export const formatAutomata: Readonly<Record<string, string>> = {
${lines.join('\n')}
}
`
}

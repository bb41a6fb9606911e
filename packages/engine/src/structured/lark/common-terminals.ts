import { LarkError, type LarkNode } from './lark-node.ts'

// What `%import common.NAME` names in Lark, as patterns.
const unsignedInteger = '[0-9]+'
const decimal = '(?:[0-9]+\\.[0-9]*|\\.[0-9]+)'
const exponent = '[eE][+-]?[0-9]+'
const float = `(?:[0-9]+${exponent}|${decimal}(?:${exponent})?)`
const number = `(?:${float}|${unsignedInteger})`

const patterns: Readonly<Record<string, string>> = {
  DIGIT: '[0-9]',
  HEXDIGIT: '[0-9a-fA-F]',
  INT: unsignedInteger,
  SIGNED_INT: `[+-]?${unsignedInteger}`,
  DECIMAL: decimal,
  FLOAT: float,
  SIGNED_FLOAT: `[+-]?${float}`,
  NUMBER: number,
  SIGNED_NUMBER: `[+-]?${number}`,
  // A quote ends the string unless an odd number of backslashes stands before it.
  ESCAPED_STRING: '"(?:[^"\\\\\\n]|\\\\[^\\n])*"',
  LCASE_LETTER: '[a-z]',
  UCASE_LETTER: '[A-Z]',
  LETTER: '[A-Za-z]',
  WORD: '[A-Za-z]+',
  CNAME: '[_A-Za-z][_A-Za-z0-9]*',
  WS_INLINE: '[ \\t]+',
  WS: '[ \\t\\f\\r\\n]+',
  CR: '\\r',
  LF: '\\n',
  NEWLINE: '(?:\\r?\\n)+',
  SH_COMMENT: '#[^\\n]*',
  CPP_COMMENT: '//[^\\n]*',
  C_COMMENT: '/\\*(?:[^*]|\\*+[^*/])*\\*+/',
  SQL_COMMENT: '--[^\\n]*',
}

/** A terminal of Lark's own library. Throws `LarkError` for a name it does not have. */
export function commonTerminal(name: string): LarkNode {
  const source = Object.hasOwn(patterns, name) ? patterns[name] : undefined
  if (source === undefined) throw new LarkError(`\`common\` has no terminal \`${name}\``)
  return { kind: 'pattern', source, flags: '' }
}

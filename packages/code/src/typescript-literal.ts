/** A JSON value as TypeScript writes it: keys without quotes where they need none, strings in single quotes. */
export function typeScriptLiteral(value: unknown, indent = ''): string {
  const deeper = `${indent}  `
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((each) => `${deeper}${typeScriptLiteral(each, deeper)},\n`).join('')}${indent}]`
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined)
    if (entries.length === 0) return '{}'
    return `{\n${entries.map(([key, each]) => `${deeper}${keyOf(key)}: ${typeScriptLiteral(each, deeper)},\n`).join('')}${indent}}`
  }
  return JSON.stringify(value) ?? 'undefined'
}

function keyOf(key: string): string {
  // In an object literal, `__proto__: value` sets the prototype; in brackets it is a key like any other.
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/u.test(key) ? key : quoted(key)
}

function quoted(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)
  return `'${inner}'`
}

import { headersOf, type CallBody } from '../call-body.ts'
import type { CallDialect } from '../dialect.ts'

/** A call to write down. */
export interface WrittenCall {
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
}

/** Writes calls as a model of this dialect was taught to. */
export function writeCalls({ calls: { layout, body } }: CallDialect, calls: readonly WrittenCall[]): string {
  const written = calls.map((call) => writeCall(body, call))
  return `${layout.section ?? ''}${layout.open}${written.join(layout.between)}${layout.close}`
}

function writeCall(body: CallBody, { name, args }: WrittenCall): string {
  switch (body.kind) {
    case 'json':
      return JSON.stringify({ [body.nameKey]: name, [body.argumentsKey]: args })
    case 'named':
      return `${headersOf(body, name)[0]?.replace('*', '0')}${JSON.stringify(args)}`
    case 'python':
      return `${name}(${Object.entries(args)
        .map(([key, value]) => `${key}=${python(value)}`)
        .join(', ')})`
    case 'braced': {
      const { beforeName, quote } = body
      const pairs = Object.entries(args).map(
        ([key, value]) => `${key}:${typeof value === 'string' ? quote + value + quote : JSON.stringify(value)}`,
      )
      return `${beforeName}${name}{${pairs.join(',')}}`
    }
    case 'tagged': {
      const { beforeName, afterName, beforeKey, afterKey, beforeValue, afterValue, valuesOnLines, end } = body
      const line = valuesOnLines ? '\n' : ''
      const pairs = Object.entries(args).map(
        ([key, value]) =>
          `${beforeKey}${key}${afterKey}${beforeValue === '' ? '' : `\n${beforeValue}`}${line}${typeof value === 'string' ? value : JSON.stringify(value)}${line}${afterValue}\n`,
      )
      return `${beforeName}${name}${afterName}\n${pairs.join('')}${end}`
    }
  }
}

function python(value: unknown): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([key, each]) => `${python(key)}: ${python(each)}`)
    .join(', ')}}`
}

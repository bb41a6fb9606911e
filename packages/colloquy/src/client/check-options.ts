import { InvalidRequestError } from '../errors/colloquy-error.ts'
import { isRecord } from '../is-record.ts'
import type { ColloquyOptions } from './colloquy-options.ts'
import type { Dialect } from './dialect.ts'
import type { OpenAiOptions } from './openai-options.ts'
import type { RequestOptions } from './options.ts'
import type { TimeoutOptions } from './timeouts.ts'

/** Options by name, `*` for any: the first letters of what `typeof` says of their values, `N` for null, or the table of those within. */
interface OptionTable {
  readonly [name: string]: string | OptionTable
}

const timeout: Record<keyof TimeoutOptions, string> = { connect: 'n', firstToken: 'n', idle: 'n', total: 'n' }
const dialect: Record<keyof Dialect, string> = { tokenLimit: 's', instructions: 's', streamOptions: 'b' }
// Null takes a header away, and leaves out of a query what undefined does.
const texts = { '*': 'sN' }

/** The options of one call. */
export const requestOptions: Record<keyof RequestOptions, string | OptionTable> = {
  signal: 'oN',
  timeout,
  maxRetries: 'n',
  headers: texts,
  idempotencyKey: 's',
}

/** The options of a client. */
export const clientOptions: Record<keyof (ColloquyOptions & OpenAiOptions), string | OptionTable> = {
  apiKey: 'sf',
  baseURL: 'so',
  headers: texts,
  fetch: 'f',
  timeout,
  maxRetries: 'n',
  maxResponseBytes: 'n',
  clock: 'o',
  servers: 'o',
  server: 'n',
  serverVariables: texts,
  backend: 'o',
  dialect,
  middleware: 'f',
  hooks: 'f',
  defaultHeaders: texts,
  defaultQuery: texts,
  organization: 'sN',
  project: 'sN',
  dangerouslyAllowBrowser: 'b',
}

/**
 * Refuses what would be ignored silently in plain JavaScript: an option nobody knows, or a value of a wrong type.
 * Throws `InvalidRequestError`, with the name in `param` and the names that may have been meant in the message.
 */
export function checkOptions(given: object, known: OptionTable, within = ''): void {
  checkObject(given, 'options')
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(known, name) ? known[name] : known['*']
    const param = within + name
    if (!kind) {
      const names = Object.keys(known)
      const alike = names.filter((other) => startOf(other) === startOf(name))
      const meant = (alike[0] ? alike : names).join('`, `')
      throw new InvalidRequestError(`\`${param}\` is no option. Is \`${meant}\` meant?`, {
        code: 'unknown_parameter',
        param,
      })
    }
    if (typeof kind !== 'string' && isRecord(value) && !(Symbol.iterator in value)) {
      checkOptions(value, kind, `${param}.`)
      continue
    }
    const kinds = kind === timeout ? 'n' : kind
    // A `Headers` has no keys of its own.
    if (value === undefined || (typeof kinds === 'string' && isOf(kinds, value) && isFit(name, value))) continue
    throw wrongType(param, value)
  }
}

/** Refuses what is no object where one was asked for, as callers without a type checker pass null. */
export function checkObject(given: unknown, param: string): void {
  if (!isRecord(given)) throw wrongType(param, given, ': it must be an object')
}

/** The error for an argument that is of no use, named by what it is. */
export function wrongType(param: string, value: unknown, wanted = ''): InvalidRequestError {
  const what = typeof value === 'number' ? value : `of the type ${Object.prototype.toString.call(value).slice(8, -1)}`
  return new InvalidRequestError(`\`${param}\` cannot be ${what}${wanted}.`, { code: 'invalid_type', param })
}

function isOf(kinds: string, value: unknown): boolean {
  // Symbols begin as strings do, and null is an object to `typeof`.
  if (typeof value === 'symbol') return false
  return kinds.includes(value === null ? 'N' : ((typeof value)[0] ?? ''))
}

function isFit(name: string, value: unknown): boolean {
  const mark = marks[name]
  // A number that is none, or below 0, limits nothing or everything.
  return typeof value === 'number' ? value >= 0 : !mark || !isRecord(value) || mark in value
}

/** What tells an option from what is passed in its place: a signal from its controller, a backend from the promise of one. */
const marks: Readonly<Record<string, string | undefined>> = { signal: 'aborted', clock: 'after', backend: 'models' }

/** Enough to find what a slip of the pen, another spelling or a shortened name means. */
function startOf(name: string): string {
  return name.replace('_', '').slice(0, 3).toLowerCase()
}

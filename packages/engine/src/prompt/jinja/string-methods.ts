import { Bound } from './bind-arguments.ts'
import { codePointLength, codePoints } from './code-points.ts'
import { braceFormat } from './format-text.ts'
import { capitalize, titleCase } from './letter-case.ts'
import { replaceText } from './replace-text.ts'
import { splitLines, splitText, splitTextFromEnd } from './split-text.ts'
import { stripText } from './strip-text.ts'
import { TemplateError } from './template-error.ts'
import { changeText, concat, cut, isStr, madeFrom, plain, type Str } from './text.ts'
import { isTrue, iterate, Tuple, typeName, type Keywords, type Value } from './value.ts'
import { whitespace } from './whitespace.ts'

type Method = (self: Str, args: readonly Value[], keywords: Keywords) => Value

const both = { start: true, end: true }
const start = { start: true, end: false }
const end = { start: false, end: true }

/** The methods of Python's `str` that templates may call. */
export const stringMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['strip', strip('strip', both)],
  ['lstrip', strip('lstrip', start)],
  ['rstrip', strip('rstrip', end)],
  ['lower', change((text) => text.toLowerCase())],
  ['casefold', change((text) => text.toLowerCase())],
  ['upper', change((text) => text.toUpperCase())],
  ['capitalize', change(capitalize)],
  ['title', change(titleCase)],
  ['isdigit', check(/^\p{Nd}+$/u)],
  ['isdecimal', check(/^\p{Nd}+$/u)],
  ['isnumeric', check(/^\p{N}+$/u)],
  ['isalpha', check(/^\p{L}+$/u)],
  ['isalnum', check(/^[\p{L}\p{N}]+$/u)],
  ['isspace', check(new RegExp(`^[${whitespace}]+$`))],
  ['isupper', (self) => plain(self) === plain(self).toUpperCase() && /\p{Lu}/u.test(plain(self))],
  ['islower', (self) => plain(self) === plain(self).toLowerCase() && /\p{Ll}/u.test(plain(self))],
  ['startswith', affix('startswith', (text, part) => text.startsWith(part))],
  ['endswith', affix('endswith', (text, part) => text.endsWith(part))],
  ['split', split('split', splitText)],
  ['rsplit', split('rsplit', splitTextFromEnd)],
  [
    'splitlines',
    (self, args, keywords) =>
      splitLines(self, isTrue(new Bound('splitlines', ['keepends'], args, keywords).value('keepends') ?? false)),
  ],
  ['partition', partition((text, separator) => text.indexOf(separator), false)],
  ['rpartition', partition((text, separator) => text.lastIndexOf(separator), true)],
  ['replace', replace],
  ['removeprefix', (self, args) => (plain(self).startsWith(one(args)) ? cut(self, one(args).length) : self)],
  [
    'removesuffix',
    (self, args) => (one(args) !== '' && plain(self).endsWith(one(args)) ? cut(self, 0, -one(args).length) : self),
  ],
  ['join', join],
  ['format', braceFormat],
  ['find', (self, args) => position(self, plain(self).indexOf(one(args)))],
  ['rfind', (self, args) => position(self, plain(self).lastIndexOf(one(args)))],
  ['index', index],
  [
    'count',
    (self, args) => (one(args) === '' ? codePointLength(plain(self)) + 1 : plain(self).split(one(args)).length - 1),
  ],
  [
    'zfill',
    (self, args) =>
      madeFrom(
        [self],
        plain(self).replace(
          /^([-+]?)(.*)$/su,
          (_, sign: string, digits: string) => sign + digits.padStart(width(args) - sign.length, '0'),
        ),
      ),
  ],
  ['ljust', (self, args) => concat([self, ' '.repeat(Math.max(0, width(args) - codePointLength(plain(self))))])],
  ['rjust', (self, args) => concat([' '.repeat(Math.max(0, width(args) - codePointLength(plain(self)))), self])],
])

function strip(name: string, ends: { start: boolean; end: boolean }): Method {
  return (self, args, keywords) => {
    const set = new Bound(name, ['chars'], args, keywords).value('chars') ?? null
    if (set !== null && !isStr(set)) throw new TemplateError('runtime', `${name} arg must be None or str`)
    return stripText(self, set ?? undefined, ends)
  }
}

function change(transform: (text: string) => string): Method {
  return (self) => changeText(self, transform)
}

function check(pattern: RegExp): Method {
  return (self) => pattern.test(plain(self))
}

function affix(name: string, matches: (text: string, part: string) => boolean): Method {
  return (self, args, keywords) => {
    const bound = new Bound(name, ['prefix', 'start', 'end'], args, keywords)
    const from = bound.integer('start', 0)
    const text = from === 0 ? plain(self) : codePoints(self).slice(from).map(plain).join('')
    const parts = bound.value('prefix')
    const options = parts instanceof Tuple ? parts.items : [parts ?? null]
    return options.some((part) => {
      if (isStr(part)) return matches(text, plain(part))
      throw new TemplateError('runtime', `${name} first arg must be str or a tuple of str, not ${typeName(part)}`)
    })
  }
}

function split(name: string, cutUp: (value: Str, separator: Str | undefined, most: number) => Str[]): Method {
  return (self, args, keywords) => {
    const bound = new Bound(name, ['sep', 'maxsplit'], args, keywords)
    const separator = bound.value('sep') ?? null
    if (separator !== null && !isStr(separator))
      throw new TemplateError('runtime', `must be str or None, not ${typeName(separator)}`)
    return cutUp(self, separator ?? undefined, bound.integer('maxsplit', -1))
  }
}

function partition(find: (text: string, separator: string) => number, fromEnd: boolean): Method {
  return (self, args) => {
    const separator = one(args)
    const at = find(plain(self), separator)
    if (at === -1) return new Tuple(fromEnd ? ['', '', self] : [self, '', ''])
    const after = at + separator.length
    return new Tuple([cut(self, 0, at), cut(self, at, after), cut(self, after)])
  }
}

function replace(self: Str, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('replace', ['old', 'new', 'count'], args, keywords)
  return replaceText(self, bound.text('old'), bound.text('new'), bound.integer('count', -1))
}

function join(self: Str, args: readonly Value[], keywords: Keywords): Value {
  const items = iterate(new Bound('join', ['iterable'], args, keywords).value('iterable') ?? null, codePoints)
  return concat(
    items.map((item, at) => {
      if (isStr(item)) return item
      throw new TemplateError('runtime', `sequence item ${at}: expected str instance, ${typeName(item)} found`)
    }),
    self,
  )
}

function index(self: Str, args: readonly Value[]): Value {
  const at = plain(self).indexOf(one(args))
  if (at === -1) throw new TemplateError('runtime', 'substring not found')
  return position(self, at)
}

function position(self: Str, at: number): number {
  return at === -1 ? -1 : codePointLength(plain(self).slice(0, at))
}

function one(args: readonly Value[]): string {
  return plain(new Bound('the method', ['sub'], args.slice(0, 1), new Map()).text('sub'))
}

function width(args: readonly Value[]): number {
  const columns = new Bound('the method', ['width'], args, new Map()).integer('width')
  if (columns > 10_000) throw new TemplateError('limit', `a field of ${columns} characters is too wide`)
  return columns
}

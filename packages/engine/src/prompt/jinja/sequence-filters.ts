import { getItem } from './attribute.ts'
import { Bound } from './bind-arguments.ts'
import { codePointLength, codePoints } from './code-points.ts'
import { calculate, isEqual, order } from './operators.ts'
import { toText } from './python-text.ts'
import type { Filter, Run } from './run.ts'
import { TemplateError } from './template-error.ts'
import { findTest } from './tests.ts'
import { changeText, concat, isStr, plain, type Str } from './text.ts'
import {
  Dict,
  Generator,
  isList,
  isTrue,
  iterate,
  Tuple,
  typeName,
  Undefined,
  type Keywords,
  type Value,
} from './value.ts'

/** Filters over lists, mappings and the characters of strings. */
export const sequenceFilters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['length', length],
  ['count', length],
  ['list', (value) => [...items(value)]],
  ['first', (value) => end('first', items(value).at(0))],
  ['last', (value) => end('last', items(value).at(-1))],
  ['reverse', (value) => (isStr(value) ? concat(codePoints(value).toReversed()) : items(value).toReversed())],
  ['items', dictItems],
  ['dictsort', dictSort],
  ['sort', sort],
  ['unique', unique],
  ['min', (value, args, keywords, run) => extreme('min', value, args, keywords, run)],
  ['max', (value, args, keywords, run) => extreme('max', value, args, keywords, run)],
  ['sum', sum],
  ['join', join],
  ['batch', batch],
  ['groupby', groupBy],
  ['attr', (value, args) => getItem(value, args[0] ?? null)],
  ['select', (value, args, _keywords, run) => filterItems(value, args, run, false, true)],
  ['reject', (value, args, _keywords, run) => filterItems(value, args, run, false, false)],
  ['selectattr', (value, args, _keywords, run) => filterItems(value, args, run, true, true)],
  ['rejectattr', (value, args, _keywords, run) => filterItems(value, args, run, true, false)],
])

/** Reads `a.b.0` of a value, as the filters with an `attribute` do. */
export function readPath(value: Value, path: Value): Value {
  if (!isStr(path)) return getItem(value, path)
  return plain(path)
    .split('.')
    .reduce<Value>((inner, part) => getItem(inner, /^\d+$/.test(part) ? Number(part) : part), value)
}

function items(value: Value): readonly Value[] {
  return iterate(value, codePoints)
}

function end(name: string, item: Value | undefined): Value {
  return item === undefined ? new Undefined(`No ${name} item, sequence was empty.`) : item
}

function length(value: Value): number {
  if (isStr(value)) return codePointLength(plain(value))
  if (value instanceof Dict) return value.size
  if (value instanceof Undefined || isList(value) || value instanceof Tuple || value instanceof Generator) {
    return items(value).length
  }
  throw new TemplateError('runtime', `object of type '${typeName(value)}' has no len()`)
}

function dictItems(value: Value): Value {
  if (value instanceof Undefined) return []
  if (value instanceof Dict) return value.items()
  throw new TemplateError('runtime', 'Can only get item pairs from a mapping.')
}

function dictSort(value: Value, args: readonly Value[], keywords: Keywords): Value {
  if (!(value instanceof Dict))
    throw new TemplateError('runtime', `'${typeName(value)}' object has no attribute 'items'`)
  const bound = new Bound('dictsort', ['case_sensitive', 'by', 'reverse'], args, keywords)
  const fold = folding(bound.value('case_sensitive'))
  const at = plain(bound.text('by', 'key')) === 'value' ? 1 : 0
  return sorted(
    value.items(),
    (entry) => fold((entry instanceof Tuple ? entry.items[at] : undefined) ?? null),
    bound.value('reverse'),
  )
}

function sort(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('sort', ['reverse', 'case_sensitive', 'attribute'], args, keywords)
  const fold = folding(bound.value('case_sensitive'))
  const attribute = bound.value('attribute') ?? null
  const paths = attribute === null ? [] : isStr(attribute) ? plain(attribute).split(',') : [attribute]
  const key = (item: Value): Value =>
    paths.length === 0 ? fold(item) : new Tuple(paths.map((path) => fold(readPath(item, path))))
  return sorted(items(value), key, bound.value('reverse'))
}

function sorted(values: readonly Value[], key: (item: Value) => Value, reverse: Value | undefined): Value[] {
  const direction = isTrue(reverse ?? false) ? -1 : 1
  return values
    .map((item) => ({ item, key: key(item) }))
    .toSorted((a, b) => direction * order(a.key, b.key))
    .map(({ item }) => item)
}

function folding(caseSensitive: Value | undefined): (value: Value) => Value {
  if (isTrue(caseSensitive ?? false)) return (value) => value
  return (value) => (isStr(value) ? changeText(value, (text) => text.toLowerCase()) : value)
}

function unique(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('unique', ['case_sensitive', 'attribute'], args, keywords)
  const fold = folding(bound.value('case_sensitive'))
  const attribute = bound.value('attribute') ?? null
  const seen = new Dict()
  const kept = items(value).filter((item) => {
    const key = fold(attribute === null ? item : readPath(item, attribute))
    if (seen.has(key)) return false
    seen.set(key, true)
    return true
  })
  return new Generator(kept)
}

function extreme(name: 'min' | 'max', value: Value, args: readonly Value[], keywords: Keywords, run: Run): Value {
  const bound = new Bound(name, ['case_sensitive', 'attribute'], args, keywords)
  const fold = folding(bound.value('case_sensitive'))
  const attribute = bound.value('attribute') ?? null
  const key = (item: Value): Value => fold(attribute === null ? item : readPath(item, attribute))
  run.budget.spend(length(value))
  const [first, ...rest] = items(value)
  if (first === undefined) return new Undefined('No aggregated item, sequence was empty.')
  return rest.reduce((best, item) => {
    const difference = order(key(item), key(best))
    return (name === 'min' ? difference < 0 : difference > 0) ? item : best
  }, first)
}

function sum(value: Value, args: readonly Value[], keywords: Keywords, run: Run): Value {
  const bound = new Bound('sum', ['attribute', 'start'], args, keywords)
  const attribute = bound.value('attribute') ?? null
  return items(value).reduce<Value>(
    (total, item) => calculate('+', total, attribute === null ? item : readPath(item, attribute), run.budget),
    bound.value('start') ?? 0,
  )
}

function join(value: Value, args: readonly Value[], keywords: Keywords, run: Run): Str {
  const bound = new Bound('join', ['d', 'attribute'], args, keywords)
  const attribute = bound.value('attribute') ?? null
  const texts = items(value).map((item) => toText(attribute === null ? item : readPath(item, attribute)))
  const joined = concat(texts, toText(bound.value('d') ?? ''))
  run.budget.spend(plain(joined).length)
  return joined
}

function batch(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('batch', ['linecount', 'fill_with'], args, keywords)
  const size = Math.max(1, bound.integer('linecount'))
  const fill = bound.value('fill_with') ?? null
  const all = items(value)
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => {
    const row = all.slice(index * size, (index + 1) * size)
    return fill === null ? row : [...row, ...Array.from({ length: Math.min(size, 100_000) - row.length }, () => fill)]
  })
}

function groupBy(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('groupby', ['attribute', 'default', 'case_sensitive'], args, keywords)
  const attribute = bound.value('attribute') ?? null
  const fold = folding(bound.value('case_sensitive'))
  const key = (item: Value): Value => {
    const found = readPath(item, attribute)
    return found instanceof Undefined ? (bound.value('default') ?? found) : found
  }
  const groups: { key: Value; members: Value[] }[] = []
  for (const item of sorted(items(value), (member) => fold(key(member)), false)) {
    const group = groups.at(-1)
    if (group !== undefined && isEqual(fold(group.key), fold(key(item)))) group.members.push(item)
    else groups.push({ key: key(item), members: [item] })
  }
  return groups.map((group) => new Tuple([group.key, group.members]))
}

function filterItems(value: Value, args: readonly Value[], run: Run, byAttribute: boolean, keep: boolean): Value {
  const [attribute, rest] = byAttribute ? [args[0] ?? null, args.slice(1)] : [null, args]
  const [name, ...testArguments] = rest
  const test = name === undefined ? isTrue : findTest(plain(toText(name)))
  // Whatever counts as false is empty here, None too.
  const kept = (isTrue(value) ? items(value) : []).filter((item) => {
    run.budget.step()
    return test(byAttribute ? readPath(item, attribute) : item, testArguments) === keep
  })
  return new Generator(kept)
}

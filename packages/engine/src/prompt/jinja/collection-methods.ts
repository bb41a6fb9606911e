import { Bound } from './bind-arguments.ts'
import { codePoints } from './code-points.ts'
import { isEqual } from './operators.ts'
import { TemplateError } from './template-error.ts'
import { Dict, iterate, type Keywords, type Value } from './value.ts'

type Method<Self> = (self: Self, args: readonly Value[], keywords: Keywords) => Value

/** The methods of Python's `dict`. Those that change it work on the template's own mappings only. */
export const dictMethods: ReadonlyMap<string, Method<Dict>> = new Map<string, Method<Dict>>([
  ['keys', (self) => self.keys()],
  ['values', (self) => self.values()],
  ['items', (self) => self.items()],
  ['copy', (self) => new Dict(entriesOf(self))],
  ['get', get],
  ['update', update],
  ['setdefault', setDefault],
  ['pop', popKey],
])

/**
 * The methods of Python's `list`. The reference's sandbox refuses those that change a list, so templates which use them
 * (Kimi's) fail there; here they work on lists the template made, never on the caller's.
 */
export const listMethods: ReadonlyMap<string, Method<readonly Value[]>> = new Map<string, Method<readonly Value[]>>([
  ['copy', (self) => [...self]],
  ['count', (self, args) => self.filter((item) => isEqual(item, args[0] ?? null)).length],
  ['index', indexOf],
  [
    'append',
    (self, args, keywords) => append(self, [new Bound('append', ['object'], args, keywords).value('object') ?? null]),
  ],
  ['extend', (self, args) => append(self, iterate(args[0] ?? null, codePoints))],
  ['insert', insert],
  ['pop', popItem],
])

function entriesOf(dict: Dict): [Value, Value][] {
  return dict.items().map(({ items: [key = null, value = null] }) => [key, value])
}

function get(self: Dict, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('get', ['key', 'default'], args, keywords)
  const value = self.get(bound.value('key') ?? null)
  return value === undefined ? (bound.value('default') ?? null) : value
}

function update(self: Dict, args: readonly Value[], keywords: Keywords): Value {
  const dict = own(self)
  const [other] = args
  if (other instanceof Dict) for (const [key, value] of entriesOf(other)) dict.set(key, value)
  for (const [key, value] of keywords) dict.set(key, value)
  return null
}

function setDefault(self: Dict, args: readonly Value[]): Value {
  const [key = null, value = null] = args
  const present = self.get(key)
  if (present !== undefined) return present
  own(self).set(key, value)
  return value
}

function popKey(self: Dict, args: readonly Value[]): Value {
  const [key = null, fallback] = args
  const value = own(self).has(key) ? self.get(key) : fallback
  if (value === undefined) throw new TemplateError('runtime', 'pop of a key that is not there')
  self.delete(key)
  return value
}

function indexOf(self: readonly Value[], args: readonly Value[]): Value {
  const at = self.findIndex((item) => isEqual(item, args[0] ?? null))
  if (at === -1) throw new TemplateError('runtime', 'the value is not in the list')
  return at
}

function append(self: readonly Value[], items: readonly Value[]): Value {
  ownList(self).push(...items)
  return null
}

function insert(self: readonly Value[], args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('insert', ['index', 'object'], args, keywords)
  ownList(self).splice(bound.integer('index'), 0, bound.value('object') ?? null)
  return null
}

function popItem(self: readonly Value[], args: readonly Value[], keywords: Keywords): Value {
  const [item] = ownList(self).splice(new Bound('pop', ['index'], args, keywords).integer('index', -1), 1)
  if (item === undefined) throw new TemplateError('runtime', 'pop from empty list')
  return item
}

function own(dict: Dict): Dict {
  if (dict.readOnly) throw new TemplateError('runtime', "the request's data cannot be changed by a template")
  return dict
}

function ownList(list: readonly Value[]): Value[] {
  if (!isOwnList(list)) throw new TemplateError('runtime', "the request's data cannot be changed by a template")
  return list
}

// Lists of the request are frozen when they come in; every other one is an array this folder made.
function isOwnList(list: readonly Value[]): list is Value[] {
  return !Object.isFrozen(list)
}

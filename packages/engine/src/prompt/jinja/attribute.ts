import { codePointAt, codePoints, sliceItems, sliceText } from './code-points.ts'
import { dictMethods, listMethods } from './collection-methods.ts'
import { stringMethods } from './string-methods.ts'
import { TemplateError } from './template-error.ts'
import { concat, isStr, plain, type Str } from './text.ts'
import { Callable, Dict, isList, Opaque, toNumber, Tuple, typeName, Undefined, type Value } from './value.ts'

/** `value.name`: a method or attribute first, then an item of that name, as the reference looks. */
export function getAttribute(value: Value, name: string): Value {
  if (value instanceof Undefined) throw new TemplateError('runtime', value.reason)
  const method = getMethod(value, name)
  if (method !== undefined) return method
  const item = value instanceof Dict ? value.get(name) : hasAttributes(value) ? value.attributes.get(name) : undefined
  return item === undefined ? missing(value, name) : item
}

/** `value[key]`: an item first, then an attribute of that name. */
export function getItem(value: Value, key: Value): Value {
  if (value instanceof Undefined) throw new TemplateError('runtime', value.reason)
  const item = findItem(value, key)
  if (item !== undefined) return item
  return isStr(key) ? getAttribute(value, plain(key)) : missing(value, toNumber(key) ?? typeName(key))
}

/** `value[start:stop:step]` of a string, a list or a tuple. */
export function getSlice(value: Value, start: Value, stop: Value, step: Value): Value {
  if (value instanceof Undefined) throw new TemplateError('runtime', value.reason)
  const stride = sliceIndex(step) ?? 1
  if (stride === 0) throw new TemplateError('runtime', 'slice step cannot be zero')
  const [from, to] = [sliceIndex(start), sliceIndex(stop)]
  if (isStr(value))
    return stride === 1 ? sliceText(value, from, to) : concat(sliceItems(codePoints(value), from, to, stride))
  if (isList(value)) return sliceItems(value, from, to, stride)
  if (value instanceof Tuple) return new Tuple(sliceItems(value.items, from, to, stride))
  throw new TemplateError('runtime', `'${typeName(value)}' object is not subscriptable`)
}

function sliceIndex(part: Value): number | null {
  if (part === null || typeof part === 'number') return part
  throw new TemplateError('runtime', 'slice indices must be integers or None')
}

function getMethod(value: Value, name: string): Callable | undefined {
  const bind = <Self>(
    self: Self,
    methods: ReadonlyMap<string, (self: Self, ...rest: Parameters<Callable['call']>) => Value>,
  ) => {
    const method = methods.get(name)
    return method && new Callable(name, (args, keywords) => method(self, args, keywords))
  }
  if (isStr(value)) return bind(value, stringMethods)
  if (isList(value)) return bind(value, listMethods)
  if (value instanceof Tuple) return name === 'count' || name === 'index' ? bind(value.items, listMethods) : undefined
  return value instanceof Dict ? bind(value, dictMethods) : undefined
}

function findItem(value: Value, key: Value): Value | undefined {
  if (value instanceof Dict) return value.get(key)
  if (hasAttributes(value)) return isStr(key) ? value.attributes.get(plain(key)) : undefined
  const index = toNumber(key)
  if (index === undefined) return undefined
  if (isStr(value)) return codePointAt(value, index)
  if (isList(value)) return value.at(index)
  return value instanceof Tuple ? value.items.at(index) : undefined
}

function hasAttributes(value: Value): value is Opaque | Callable {
  return value instanceof Opaque || value instanceof Callable
}

function missing(value: Value, key: Str | number): Undefined {
  const owner = value === null ? 'None' : `${typeName(value)} object`
  if (typeof key === 'number') return new Undefined(`${owner} has no element ${key}`)
  return new Undefined(`'${owner}' has no attribute '${plain(key)}'`)
}

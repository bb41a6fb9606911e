import { Bound } from './bind-arguments.ts'
import { codePoints } from './code-points.ts'
import { toText } from './python-text.ts'
import type { Run } from './run.ts'
import { strftime } from './strftime.ts'
import { TemplateError } from './template-error.ts'
import { plain } from './text.ts'
import { Callable, Dict, iterate, Opaque, type Keywords, type Value } from './value.ts'

// Python's sandbox refuses longer ranges as well.
const longestRange = 100_000

/** The functions every template may call. */
export function templateGlobals(run: Run): Map<string, Value> {
  const functions = [
    new Callable('range', (args) => range(args, run)),
    new Callable('dict', (args, keywords) => new Dict(entries(args[0], keywords))),
    new Callable(
      'namespace',
      (args, keywords) =>
        new Opaque(
          'Namespace',
          entries(args[0], keywords).map(([key, value]) => [plain(toText(key)), value]),
        ),
    ),
    new Callable('raise_exception', (args, keywords) => {
      throw new TemplateError(
        'raised',
        plain(toText(new Bound('raise_exception', ['message'], args, keywords).value('message') ?? '')),
      )
    }),
    new Callable('strftime_now', (args, keywords) =>
      strftime(run.now, plain(new Bound('strftime_now', ['format'], args, keywords).text('format'))),
    ),
    new Callable('cycler', (args) => cycler(args)),
    new Callable('joiner', (args) => joiner(args[0] ?? ', ')),
  ]
  return new Map(functions.map((global) => [global.name, global]))
}

function entries(source: Value | undefined, keywords: Keywords): [Value, Value][] {
  const pairs = source instanceof Dict ? source.items() : source === undefined ? [] : iterate(source, codePoints)
  const listed = pairs.map((pair): [Value, Value] => {
    const [key = null, value = null, ...rest] = iterate(pair, codePoints)
    if (rest.length > 0) throw new TemplateError('runtime', 'a pair of key and value was expected')
    return [key, value]
  })
  return [...listed, ...keywords]
}

function range(args: readonly Value[], run: Run): Value[] {
  const numbers = args.map((_, index) => new Bound('range', ['0', '1', '2'], args, new Map()).integer(String(index)))
  const [start = 0, stop = 0, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers
  if (step === 0) throw new TemplateError('runtime', 'range() arg 3 must not be zero')
  const length = Math.max(0, Math.ceil((stop - start) / step))
  if (length > longestRange)
    throw new TemplateError('limit', `a range of ${length} numbers is too long; ${longestRange} may be asked for`)
  run.budget.spend(length)
  return Array.from({ length }, (_, index) => start + index * step)
}

function cycler(values: readonly Value[]): Value {
  let position = 0
  const next = new Callable('next', () => {
    position += 1
    return values[(position - 1) % values.length] ?? null
  })
  return new Opaque('Cycler', [
    ['next', next],
    ['current', values[0] ?? null],
  ])
}

function joiner(separator: Value): Value {
  let used = false
  return new Callable('joiner', () => {
    const text = used ? separator : ''
    used = true
    return text
  })
}

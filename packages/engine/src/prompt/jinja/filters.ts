import { Bound } from './bind-arguments.ts'
import { codePoints } from './code-points.ts'
import { toText } from './python-text.ts'
import type { Filter, Run } from './run.ts'
import { readPath, sequenceFilters } from './sequence-filters.ts'
import { TemplateError } from './template-error.ts'
import { textFilters } from './text-filters.ts'
import { plain } from './text.ts'
import { Generator, isTrue, iterate, Undefined, type Keywords, type Value } from './value.ts'

// Left out of Jinja's list: those that make HTML or guess (`random`, `urlize`, `xmlattr`, `wordwrap` and the like).
const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ...textFilters,
  ...sequenceFilters,
  ['default', fallback],
  ['d', fallback],
  ['map', map],
])

/** Finds a filter, or fails naming it. */
export function findFilter(name: string): Filter {
  const filter = filters.get(name)
  if (filter === undefined) throw new TemplateError('runtime', `the filter '${name}' is not known`)
  return filter
}

function fallback(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('default', ['default_value', 'boolean'], args, keywords)
  const isMissing = value instanceof Undefined || (isTrue(bound.value('boolean') ?? false) && !isTrue(value))
  const replacement = bound.value('default_value')
  return isMissing ? (replacement === undefined ? '' : replacement) : value
}

function map(value: Value, args: readonly Value[], keywords: Keywords, run: Run): Value {
  // Whatever counts as false is empty here, None too.
  const items = isTrue(value) ? iterate(value, codePoints) : []
  const [name, ...rest] = args
  if (name !== undefined) {
    const filter = findFilter(plain(toText(name)))
    return new Generator(
      items.map((item) => {
        run.budget.step()
        return filter(item, rest, keywords, run)
      }),
    )
  }
  const bound = new Bound('map', ['attribute', 'default'], args, keywords)
  return new Generator(
    items.map((item) => {
      const found = readPath(item, bound.value('attribute') ?? null)
      return found instanceof Undefined ? (bound.value('default') ?? found) : found
    }),
  )
}

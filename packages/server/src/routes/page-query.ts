import { InvalidRequestError } from 'colloquy'
import type { Metadata } from 'colloquy/protocol'
import { nearestName } from 'colloquy/validate'

/** What the query of a list asks for. */
export interface PageQuery {
  readonly after: string | undefined
  /** 1 to 100; default 20. */
  readonly limit: number
  /** Default `asc`, oldest first. */
  readonly order: 'asc' | 'desc'
  readonly model: string | undefined
  readonly metadata: Metadata
}

/** Filters that only some lists have. */
type Filter = 'model' | 'metadata'

const paging = ['after', 'limit', 'order']

/** Reads the query of a list. A name that does nothing here is refused, as an unknown field of a body is. */
export function pageQuery(search: URLSearchParams, filters: readonly Filter[]): PageQuery {
  const metadata: Record<string, string> = Object.create(null)
  const values: Partial<Record<string, string>> = {}
  for (const [name, value] of search) {
    const key = filters.includes('metadata') ? /^metadata\[(.*)\]$/s.exec(name)?.[1] : undefined
    const target = key === undefined ? values : metadata
    if (key === '' || key?.includes('][') === true) {
      throw invalid(
        'metadata',
        '`metadata` is pairs of texts, with nothing inside of them: write `metadata[name]=value`.',
      )
    }
    if (key === undefined && !isKnown(name, filters)) throw unknownParameter(name, filters)
    if (Object.hasOwn(target, key ?? name)) throw invalid(name, `\`${name}\` stands in the query twice.`)
    target[key ?? name] = value
  }
  const { after, order = 'asc', model } = values
  if (order !== 'asc' && order !== 'desc') throw invalid('order', '`order` must be `asc` or `desc`.')
  return { after, limit: readLimit(values['limit']), order, model, metadata }
}

function isKnown(name: string, filters: readonly Filter[]): boolean {
  return paging.includes(name) || (name === 'model' && filters.includes('model'))
}

function readLimit(text = '20'): number {
  const limit = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(limit)) {
    throw new InvalidRequestError('`limit` must be a whole number, 1 to 100.', { code: 'invalid_type', param: 'limit' })
  }
  if (limit < 1 || limit > 100) {
    const code = limit < 1 ? 'integer_below_min_value' : 'integer_above_max_value'
    throw new InvalidRequestError(`\`limit\` is ${limit}; it must be 1 to 100.`, { code, param: 'limit' })
  }
  return limit
}

function unknownParameter(name: string, filters: readonly Filter[]): InvalidRequestError {
  const near = nearestName(name, [...paging, ...filters])
  // `metadata` is written with the name of a pair.
  const hint = near === undefined ? '' : ` Did you mean \`${near === 'metadata' ? 'metadata[name]' : near}\`?`
  return new InvalidRequestError(`\`${name}\` is not a parameter of this list.${hint}`, {
    code: 'unknown_parameter',
    param: name,
  })
}

function invalid(param: string, message: string): InvalidRequestError {
  return new InvalidRequestError(message, { param })
}

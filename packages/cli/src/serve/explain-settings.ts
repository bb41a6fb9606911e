import { textTable } from '../terminal/text-table.ts'
import { isLoopback, type Address } from './choose-address.ts'
import type { ServerKeys } from './read-keys.ts'
import type { Setting } from './settings.ts'

/** What is found besides the settings while they are checked. */
interface Found {
  readonly address: Address
  /** Where things are kept. */
  readonly place: string
  /** Those of the operator. */
  readonly keys: ServerKeys
  /** Whether the store has keys that were made for callers. */
  readonly storeHasKeys: boolean
}

/** What `--check` prints: each setting, its values, and where they come from. Of keys, only how many there are. */
export function explainSettings(settings: readonly Setting[], found: Found, columns?: number): string {
  const rows = settings.flatMap(({ name, values, source }) => {
    const shown = values.length === 0 && name === 'store' ? [found.place] : values
    return shown.map((value, at) => [at === 0 ? name : '', withoutPasswords(value), source])
  })
  return `${textTable(['SETTING', 'VALUE', 'FROM'], [...rows, ...keyRows(found)], { columns })}\nThe configuration can be served.\n`
}

function keyRows({ keys, storeHasKeys, address }: Found): string[][] {
  const rows = keys.sources.map(({ count, source }) => [count === 1 ? 'one' : String(count), source])
  if (storeHasKeys) rows.push(['those of "colloquy keys"', 'store'])
  const askers = isLoopback(address.host) ? 'this machine alone' : 'anybody who reaches it'
  if (rows.length === 0) rows.push([`none: ${askers} may ask`, 'default'])
  return rows.map((cells, at) => [at === 0 ? '(keys)' : '', ...cells])
}

/** Addresses of stores hold a password. */
function withoutPasswords(text: string): string {
  return text.replaceAll(/(\/\/[^\s/@:]*):[^\s/@]*@/g, '$1:…@')
}

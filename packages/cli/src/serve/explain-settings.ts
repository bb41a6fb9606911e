import { textTable } from '../terminal/text-table.ts'
import type { Environment } from '../environment.ts'
import type { Setting } from './settings.ts'

/** What is found besides the settings while they are checked. */
interface Found {
  readonly env: Environment
  /** Where things are kept. */
  readonly place: string
  /** Whether there are keys in the store or beside it. */
  readonly hasKeys: boolean
}

/** What `--check` prints: each setting, its value, and where that comes from. Of keys, only that they are there. */
export function explainSettings(settings: readonly Setting[], { env, place, hasKeys }: Found): string {
  const rows = settings.map(({ name, value, source }) => [
    name,
    withoutPasswords(value ?? (name === 'store' ? place : '-')),
    source,
  ])
  return `${textTable(['SETTING', 'VALUE', 'FROM'], [...rows, keyRow(settings, env, hasKeys)])}\nThe configuration can be served.\n`
}

function keyRow(settings: readonly Setting[], env: Environment, hasKeys: boolean): string[] {
  if (!hasKeys) return ['(key)', '-', 'default']
  if (env['COLLOQUY_API_KEY']) return ['(key)', 'set', 'COLLOQUY_API_KEY']
  const hasFile = settings.some(({ name, value }) => name === 'api-key-file' && value !== undefined)
  return ['(key)', 'set', hasFile ? 'api-key-file' : 'store']
}

/** Addresses of stores hold a password. */
function withoutPasswords(text: string): string {
  return text.replaceAll(/(\/\/[^\s/@:]*):[^\s/@]*@/g, '$1:…@')
}

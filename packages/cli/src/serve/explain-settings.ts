import { textTable } from '../terminal/text-table.ts'
import type { Environment } from '../environment.ts'
import type { Setting } from './settings.ts'

/** What `--check` prints: each setting, its value, and where that comes from. Of keys, only that they are there. */
export function explainSettings(settings: readonly Setting[], env: Environment): string {
  const rows = settings.map(({ name, value = '-', source }) => [name, withoutPasswords(value), source])
  const key = env['COLLOQUY_API_KEY'] ? ['(key)', 'set', 'COLLOQUY_API_KEY'] : ['(key)', '-', 'default']
  return `${textTable(['SETTING', 'VALUE', 'FROM'], [...rows, key])}\nThe configuration can be served.\n`
}

/** Addresses of stores hold a password. */
function withoutPasswords(text: string): string {
  return text.replaceAll(/(\/\/[^\s/@:]*):[^\s/@]*@/g, '$1:…@')
}

import type { OptionTable, OptionValues } from '../arguments/command-spec.ts'
import { conforms } from '../arguments/parse-arguments.ts'
import { readVariable } from '../arguments/read-variable.ts'
import type { Environment } from '../environment.ts'

/** The flags with what variables say where a flag of these names is left out. Throws UsageError for a bad value. */
export function applyVariables<T extends OptionTable>(
  table: T,
  given: OptionValues<T>,
  names: readonly (keyof T & string)[],
  env: Environment,
): OptionValues<T> {
  const options: Record<string, unknown> = { ...given }
  for (const name of names) {
    const spec = table[name]
    if (spec) options[name] ??= readVariable(spec, name, env, 'ask')
  }
  if (!conforms(options, table)) throw new TypeError('The variables were read wrongly.')
  return options
}

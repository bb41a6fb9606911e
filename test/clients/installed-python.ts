import { spawnSync } from 'node:child_process'

/**
 * A Python that has these modules, or undefined after saying aloud what is skipped without it: the one COLLOQUY_PYTHON
 * names, else `python3`.
 */
export function pythonWith(modules: readonly string[], what: string): string | undefined {
  const python = process.env['COLLOQUY_PYTHON'] ?? 'python3'
  const { status } = spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' })
  if (status === 0) return python
  console.warn(`SKIPPED: ${what}: no Python with ${modules.join(' and ')} (COLLOQUY_PYTHON names another).`)
  return undefined
}

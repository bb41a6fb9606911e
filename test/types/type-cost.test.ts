import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

import { compile, ownCompiler } from './compiler.ts'

const root = new URL('../../', import.meta.url).pathname

/** How often the compiler instantiates a type for a file and all it imports. */
async function instantiations(file: string): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cost-'))
  const compilerOptions = { types: [], rootDir: root, noEmit: true }
  const project = { extends: `${root}tsconfig.tests.json`, compilerOptions, include: [], files: [`${root}${file}`] }
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(project))
  const printed = await compile(ownCompiler, '-p', folder, '--extendedDiagnostics')
  rmSync(folder, { recursive: true })
  expect(printed).not.toContain('error TS')
  return Number(/Instantiations: +(\d+)/.exec(printed)?.[1])
}

// The count does not vary from run to run, as times do. A type that walks a library's own types shows here: inferring
// from Zod's classes instead of `~standard` costs hundreds of thousands.
test('ten calls with schemas of three libraries cost the compiler less than 20,000 instantiations', async () => {
  const schemas = await instantiations('test/types/type-cost-floor.ts')
  const calls = await instantiations('test/types/type-cost.ts')
  expect(calls - schemas).toBeGreaterThan(0)
  expect(calls - schemas).toBeLessThan(20_000)
}, 120_000)

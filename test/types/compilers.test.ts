import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { compile, compiler, ownCompiler } from './compiler.ts'

const root = new URL('../../', import.meta.url).pathname
const project = mkdtempSync(path.join(tmpdir(), 'consumer-'))
const compilerOptions = {
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  target: 'ES2022',
  lib: ['ES2022', 'DOM', 'DOM.Iterable'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  // Declarations that only compile unread would be no proof.
  skipLibCheck: false,
}

beforeAll(async () => {
  const installed = path.join(project, 'node_modules', 'colloquy')
  mkdirSync(installed, { recursive: true })
  const emitted = path.join(installed, 'dist')
  const alone = ['--composite', 'false', '--incremental', 'false', '--emitDeclarationOnly', '--declarationMap', 'false']
  expect(await compile(ownCompiler, '-p', 'packages/colloquy', '--outDir', emitted, ...alone)).toBe('')
  cpSync(path.join(root, 'packages/colloquy/package.json'), path.join(installed, 'package.json'))
  symlinkSync(path.join(root, 'node_modules/zod'), path.join(project, 'node_modules/zod'))
  cpSync(path.join(root, 'test/types/consumer.ts'), path.join(project, 'consumer.ts'))
  writeFileSync(path.join(project, 'package.json'), '{"type": "module"}')
  writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
}, 120_000)

afterAll(() => rmSync(project, { recursive: true }))

test('the packed declarations compile by the TypeScript this is built with', async () => {
  expect(ours(await compile(ownCompiler, '-p', project))).toEqual([])
  const newest = ['--lib', 'ESNext,DOM,DOM.Iterable', '--exactOptionalPropertyTypes', 'false']
  expect(ours(await compile(ownCompiler, '-p', project, ...newest))).toEqual([])
}, 180_000)

test.each(['5.0.4', '5.4.5', '5.9.3', '7.0.2'])(
  'the packed declarations compile by TypeScript %s',
  async (version) => {
    const bin = await compiler(version)
    if (!bin) return console.warn(`SKIPPED: TypeScript ${version} is not installed, and the registry is out of reach.`)
    expect(ours(await compile(bin, '-p', project))).toEqual([])
  },
  180_000,
)

/** Errors, without those in Zod's own declarations, which ask for a newer compiler. */
function ours(printed: string): string[] {
  return printed.split('\n').filter((line) => line.includes('error TS') && !line.includes('node_modules/zod/'))
}

/** Loads tools from a module that a person names. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { RunnableTool } from 'colloquy/tools'
import { UsageError } from '../arguments/usage-error.ts'
import { isRecord } from '../is-record.ts'

/**
 * Everything the module exports that is a tool: what `defineTool` gives, `{ name, description, parameters, run }`, or a
 * list of either. TypeScript is taken as it is where Node can, else translated by the `typescript` that is installed
 * beside the file. Throws UsageError where there is no tool in it.
 */
export async function loadTools(file: string): Promise<readonly RunnableTool[]> {
  const module = await importModule(resolve(file))
  const tools = Object.values(module).flat().flatMap(toTool)
  if (tools.length > 0) return tools
  throw fault(`${file} exports no tool.`, 'Export one: defineTool({ name, description, parameters, run }).')
}

function toTool(value: unknown): RunnableTool[] {
  if (isRunnable(value)) return [value]
  if (!isPlainTool(value)) return []
  const { name, description, parameters = { type: 'object', properties: {} } } = value
  const described = { name, ...(description === undefined ? {} : { description }), parameters }
  return [{ type: 'function', function: described, run: (args) => value.run(args) }]
}

async function importModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const module: unknown = await import(pathToFileURL(path).href)
    if (isRecord(module)) return module
    throw new TypeError('The module is empty.')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /\.[cm]?ts$/u.test(path)) return importTypeScript(path)
    if (code === 'ERR_MODULE_NOT_FOUND' && error instanceof Error && error.message.includes(path)) {
      throw fault(`There is no tool file ${path}.`, 'Check the path.')
    }
    throw error
  }
}

interface Transpiler {
  transpileModule(source: string, options: object): { readonly outputText: string }
}

// Beside the original, so that its own imports are found from where they were written.
async function importTypeScript(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { outputText } = findTypeScript(path).transpileModule(await readFile(path, 'utf8'), {
    compilerOptions: { module: 'esnext', target: 'es2022', verbatimModuleSyntax: true },
  })
  const translated = join(dirname(path), `.${basename(path)}.${process.pid}.mjs`)
  await writeFile(translated, outputText)
  try {
    return await importModule(translated)
  } finally {
    await rm(translated, { force: true })
  }
}

function findTypeScript(path: string): Transpiler {
  try {
    const found: unknown = createRequire(path)('typescript')
    if (isTranspiler(found)) return found
  } catch {
    // Told below.
  }
  throw fault(
    `Node ${process.versions.node} cannot read ${basename(path)}, and no typescript is installed beside it.`,
    'Use Node 22.18 or later, run npm install typescript there, or write the tool as .mjs.',
  )
}

function isTranspiler(value: unknown): value is Transpiler {
  return isRecord(value) && typeof value['transpileModule'] === 'function'
}

function isRunnable(value: unknown): value is RunnableTool {
  return (
    isRecord(value) && value['type'] === 'function' && isRecord(value['function']) && typeof value['run'] === 'function'
  )
}

interface PlainTool {
  readonly name: string
  readonly description?: string
  readonly parameters?: Record<string, unknown>
  run(args: unknown): unknown
}

function isPlainTool(value: unknown): value is PlainTool {
  return (
    isRecord(value) &&
    typeof value['name'] === 'string' &&
    typeof value['run'] === 'function' &&
    value['type'] === undefined
  )
}

function fault(message: string, advice: string): UsageError {
  return new UsageError(message, { command: 'ask', advice })
}

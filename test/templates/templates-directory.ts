import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { describeModel, listModels, readGguf } from '@colloquy/engine/models'

import { tinyModel } from '../support/tiny-model.ts'

/** Folder of the chat templates to compare: `COLLOQUY_TEMPLATES`, else where `scripts/fetch-templates.mjs` puts them. */
export const templatesDirectory: string =
  process.env['COLLOQUY_TEMPLATES'] ?? fileURLToPath(new URL('../../.cache/templates', import.meta.url))

/** The templates that are there, by name; none when they were not fetched. */
export function readTemplates(): Map<string, string> {
  if (!existsSync(templatesDirectory)) return new Map()
  const names = readdirSync(templatesDirectory).filter((name) => name.endsWith('.jinja'))
  return new Map(
    names.map((name) => [path.basename(name, '.jinja'), readFileSync(path.join(templatesDirectory, name), 'utf8')]),
  )
}

/** The templates of the models on this machine, the tests' own tiny one included, by name. */
export async function readModelTemplates(): Promise<Map<string, string>> {
  const models = [{ reference: 'the tiny model', path: await tinyModel() }, ...(await listModels())]
  const templates = new Map<string, string>()
  for (const { reference, path: file } of models) {
    const { chatTemplate } = describeModel(await readGguf(file))
    if (chatTemplate !== undefined) templates.set(reference, chatTemplate)
  }
  return templates
}

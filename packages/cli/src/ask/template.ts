/** Prompts kept in files, with places for variables. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../arguments/usage-error.ts'
import type { Environment } from '../environment.ts'
import { ownDirectory } from '../config/own-directory.ts'

/** A prompt with `{{places}}`, and what its head sets. */
export interface Template {
  readonly name: string
  readonly body: string
  readonly system: string | undefined
  readonly model: string | undefined
  readonly schema: string | undefined
}

/**
 * Reads `NAME.md` of the templates directory, or the file that NAME is a path of. Lines of `key: value` between two
 * lines of `---` at the top set system, model and schema. Throws UsageError where there is no such template.
 */
export async function readTemplate(name: string, env: Environment): Promise<Template> {
  const path = templatePath(name, env)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) {
    const names = await templateNames(env)
    throw fault(
      `There is no template ${name}.`,
      names.length === 0 ? `Write one: colloquy templates edit ${name}.` : `The templates are ${names.join(', ')}.`,
    )
  }
  return parseTemplate(name, text)
}

/** The file of a template: one of the templates directory, or the file that the name is a path of. */
export function templatePath(name: string, env: Environment): string {
  return /[./\\]/u.test(name) ? name : join(ownDirectory('settings', env), 'templates', `${name}.md`)
}

/** The names of those in the templates directory, in order. */
export async function templateNames(env: Environment): Promise<readonly string[]> {
  const files = await readdir(join(ownDirectory('settings', env), 'templates')).catch(() => [])
  return files
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3))
    .toSorted()
}

/** Reads the text of a template. Throws UsageError for a head that sets anything else. */
export function parseTemplate(name: string, text: string): Template {
  const [, head = '', body = text] = /^---\r?\n([^]*?)\r?\n---\r?\n([^]*)$/u.exec(text) ?? []
  const fields = new Map(
    head
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => readField(line, name)),
  )
  return {
    name,
    body: body.trim(),
    system: fields.get('system'),
    model: fields.get('model'),
    schema: fields.get('schema'),
  }
}

/**
 * The prompt with every `{{place}}` filled: `{{input}}` with what was typed or piped in, the others by `-p name=value`.
 * Input that has no place of its own follows after an empty line. Values are text and are not looked into for places.
 */
export function fillTemplate({ name, body }: Template, params: readonly string[], input: string): string {
  const values = new Map(params.map(readParam))
  if (values.has('input')) throw fault('-p cannot set input.', 'It is the prompt that is typed or piped in.')
  const places = placesOf({ body })
  // Told before what is missing: a misspelt name is both, and this is the one that shows the slip.
  const unused = [...values.keys()].find((place) => !places.has(place))
  if (unused !== undefined)
    throw fault(
      `The template ${name} has no place for ${unused}.`,
      `Its places are ${[...places].join(', ') || 'none'}.`,
    )
  const filled = body.replace(placeholder, (_, place: string) => {
    const value = place === 'input' ? input : values.get(place)
    if (value === undefined) throw fault(`The template ${name} needs ${place}.`, `Give it: -p ${place}=VALUE.`)
    return value
  })
  return places.has('input') || input === '' ? filled : `${filled}\n\n${input}`
}

/** The names in its double braces. */
export function placesOf({ body }: Pick<Template, 'body'>): ReadonlySet<string> {
  return new Set(Array.from(body.matchAll(placeholder), ([, place = '']) => place))
}

const placeholder = /\{\{\s*([\w-]+)\s*\}\}/gu

function readField(line: string, name: string): readonly [string, string] {
  const [, key = '', value = ''] = /^(system|model|schema)\s*:\s*(.*?)\s*$/u.exec(line) ?? []
  if (key !== '') return [key, value]
  throw fault(
    `The head of the template ${name} holds "${line.trim()}".`,
    'It may set system, model and schema: key: value.',
  )
}

function readParam(param: string): readonly [string, string] {
  const equals = param.indexOf('=')
  if (equals > 0) return [param.slice(0, equals), param.slice(equals + 1)]
  throw fault(`-p is "${param}"; it must be name=value.`, 'For example -p language=French.')
}

function fault(message: string, advice: string): UsageError {
  return new UsageError(message, { command: 'ask', advice })
}

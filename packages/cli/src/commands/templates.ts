import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { shellWord } from '@colloquy/code'
import type { CommandArguments, CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command-context.ts'
import { parseTemplate, placesOf, readTemplate, templateNames, templatePath } from '../ask/template.ts'
import { jsonText } from '../terminal/json-text.ts'
import { printableLine } from '../terminal/printable.ts'
import { writeTable } from '../terminal/write-table.ts'
import type { templatesOptions } from './options.ts'

type Options = CommandArguments<typeof templatesOptions>['options']

/** `colloquy templates ls|show|edit|rm`: the prompts that `-t` asks with. */
export const templates: CommandRun<typeof templatesOptions> = async (
  { words: [action = 'ls', name], options },
  context,
) => {
  const run = Object.hasOwn(actions, action) ? actions[action] : undefined
  if (!run) throw fault(`There is no action "${action}".`, `The actions are ${Object.keys(actions).join(', ')}.`)
  if (action !== 'ls' && !/^[\w-]+$/u.test(name ?? '')) {
    throw fault(`${action} needs the name of a template.`, 'Letters, digits, - and _, without ".md".')
  }
  await run(name ?? '', context, options)
  return 0
}

const actions: Readonly<
  Record<string, ((name: string, context: CommandContext, options: Options) => Promise<void>) | undefined>
> = {
  async ls(_, { io, stdout, stderr }, { json }) {
    const all = await Promise.all((await templateNames(io.env)).map((one) => readTemplate(one, io.env)))
    if (json) return stdout.write(`${jsonText(all, { indent: stdout.isTTY })}\n`)
    if (all.length === 0) return stderr.write('There is no template yet. Write one: colloquy templates edit NAME\n')
    const rows = all.map((one) => [one.name, [...placesOf(one)].join(', '), one.body.split('\n', 1)[0] ?? ''])
    return writeTable(stdout, ['NAME', 'PLACES', 'PROMPT'], rows, { shrink: 'PROMPT' })
  },
  async show(name, { io, stdout }, { json }) {
    const template = await readTemplate(name, io.env)
    if (json) return stdout.write(`${jsonText(template, { indent: stdout.isTTY })}\n`)
    return stdout.writeForeign(await readFile(templatePath(name, io.env), 'utf8'))
  },
  async edit(name, { io, stderr }) {
    const path = templatePath(name, io.env)
    const text = await io.editText(await readFile(path, 'utf8').catch(() => firstText), `${name}.md`)
    if (text === undefined) throw fault('The editor failed; nothing was changed.', 'VISUAL or EDITOR names another.')
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, `${text.trimEnd()}\n`)
    // After it is written: nobody's words are lost for a slip in the head.
    const places = [...placesOf(parseTemplate(name, text))].filter((place) => place !== 'input')
    const params = places.map((place) => ` -p ${shellWord(`${place}=…`)}`).join('')
    await stderr.write(`Kept in ${printableLine(path)}. Ask with it: colloquy -t ${name}${params}\n`)
  },
  async rm(name, { io, stderr }) {
    await readTemplate(name, io.env)
    await rm(templatePath(name, io.env))
    await stderr.write(`Deleted the template ${name}.\n`)
  },
}

const firstText = `---
system: You translate. Answer with the translation alone.
---
Into {{language}}: {{input}}`

function fault(message: string, advice: string): UsageError {
  return new UsageError(message, { command: 'templates', advice })
}

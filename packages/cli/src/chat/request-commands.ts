/** The commands that change what is asked, and of whom. */
import { existsSync } from 'node:fs'
import { misspeltField } from '../ask/misspelt-field.ts'
import { bySet, readRequestFields } from '../ask/request-field.ts'
import { readAttachment } from '../attachments/read-attachment.ts'
import { isRecord } from '../is-record.ts'
import { readSchema } from '../schema/read-schema.ts'
import { jsonText } from '../terminal/json-text.ts'
import { atEndpoint, withModel } from './change-target.ts'
import type { ChatState } from './chat-state.ts'
import { checkedFields } from './checked-fields.ts'
import { modelList } from './model-list.ts'
import { say } from './say.ts'
import { typedPath } from './typed-path.ts'
import { withNextMessage } from './with-next-message.ts'
import type { SlashCommand } from './slash-command.ts'

export const requestCommands: readonly SlashCommand[] = [
  {
    name: 'model',
    usage: '/model [NAME]',
    help: 'Ask another model from now on. Without a name, list models.',
    async run(name, state) {
      if (name !== '') {
        state.target = withModel(state, name)
        say(state, `Now asking ${name}.`)
        return undefined
      }
      await state.context.stdout.write(await modelList(state))
      return undefined
    },
  },
  {
    name: 'system',
    usage: '/system [TEXT|off]',
    help: 'Set or show the instructions for the model.',
    async run(text, state) {
      if (text !== '') state.conversation.system = text === 'off' ? undefined : text
      say(state, `System: ${state.conversation.system ?? 'none'}`)
      return undefined
    },
  },
  {
    name: 'set',
    usage: '/set [FIELD=VALUE]',
    help: 'Set a field of the request (/set temperature=0). FIELD= unsets it; nothing shows all.',
    async run(text, state) {
      const unset = /^([^=]+)=$/u.exec(text)?.[1]
      if (unset !== undefined) {
        state.fields = Object.fromEntries(Object.entries(state.fields).filter(([name]) => name !== unset))
      } else if (text !== '')
        state.fields = checkedFields({ ...state.fields, ...readRequestFields([text], bySet) }, state)
      const slip = state.target.kind === 'endpoint' ? misspeltField(state.fields) : undefined
      if (slip !== undefined) say(state, slip)
      const shown = Object.entries(state.fields).map(([name, value]) => `${name}=${jsonText(value)}`)
      say(state, shown.length === 0 ? 'No field is set.' : shown.join('  '))
      return undefined
    },
  },
  {
    name: 'file',
    usage: '/file PATH|URL',
    help: 'Add a text file, directory, sound file or PDF to the next message.',
    run: attach,
  },
  { name: 'image', usage: '/image PATH|URL', help: 'Add an image to the next message.', run: attach },
  {
    name: 'tools',
    usage: '/tools [FILE|URL|COMMAND]',
    help: 'Let the model call the tools of a module or an MCP server. Without one, list tools.',
    async run(place, state) {
      // `node server.mjs` is a command; a file may have blanks in its name all the same.
      const path = typedPath(place)
      const isFile = /\.[cm]?[jt]s$/u.test(path) && (!/\s/u.test(path) || existsSync(path))
      if (isFile) await state.toolbox.addFile(path)
      else if (place !== '') await state.toolbox.addServer(place)
      const { names } = state.toolbox
      say(state, names.length === 0 ? 'There are no tools.' : `Tools: ${names.join(', ')}`)
      return undefined
    },
  },
  {
    name: 'schema',
    usage: '/schema [FILE|JSON|FIELDS|off]',
    help: 'Make answers fit a JSON schema: /schema name, age int.',
    async run(text, state) {
      const { response_format: current, ...others } = state.fields
      if (text === 'off') state.fields = others
      else if (text !== '') state.fields = { ...others, response_format: await readSchema(text) }
      const format = text === '' ? current : state.fields['response_format']
      say(
        state,
        format === undefined ? 'Answers are free text.' : 'Answers follow this schema; /schema off removes it.',
      )
      if (format !== undefined)
        await state.context.stdout.writeForeign(`${jsonText(schemaOf(format), { indent: true })}\n`)
      return undefined
    },
  },
  {
    name: 'endpoint',
    usage: '/endpoint [URL [KEY-ENV]|local]',
    help: 'Ask an OpenAI-compatible endpoint, with the key in a variable, or the model on this machine.',
    async run(text, state) {
      const [url, keyVariable] = text.split(/\s+/u)
      if (url) state.target = atEndpoint(state, url, keyVariable)
      const { target } = state
      say(state, target.kind === 'local' ? 'Asking the model on this machine.' : `Asking ${target.baseURL}.`)
      return undefined
    },
  },
]

// What a person wrote, without the wrapping of the API.
function schemaOf(format: unknown): unknown {
  return isRecord(format) && isRecord(format['json_schema']) ? format['json_schema']['schema'] : format
}

async function attach(place: string, state: ChatState): Promise<undefined> {
  if (place !== '') {
    state.attachments = [...state.attachments, await readAttachment(typedPath(place), state.context.signal)]
  }
  say(state, withNextMessage(state.attachments))
}

import type { CommandRun } from '../arguments/command-spec.ts'
import { UsageError } from '../arguments/usage-error.ts'
import type { CommandContext } from '../command-context.ts'
import { changeConfig, parseSetting, writeConfig } from '../config/change-config.ts'
import { configPath, readConfig, readConfigText } from '../config/config.ts'
import { jsonText } from '../terminal/json-text.ts'
import { printableLine } from '../terminal/printable.ts'
import type { configOptions } from './options.ts'

/** `colloquy config path|get|set|edit|check`. A name with a dot, `work.model`, is the setting of a profile. */
export const config: CommandRun<typeof configOptions> = async ({ words: [action = 'get', ...words] }, context) => {
  const run = Object.hasOwn(actions, action) ? actions[action] : undefined
  if (!run) {
    throw new UsageError(`There is no action "${action}".`, {
      command: 'config',
      advice: `The actions are ${Object.keys(actions).join(', ')}.`,
    })
  }
  await run(words, context)
  return 0
}

const actions: Readonly<
  Record<string, ((words: readonly string[], context: CommandContext) => Promise<void>) | undefined>
> = {
  async path(_, { io, stdout }) {
    await stdout.write(`${configPath(io.env)}\n`)
  },
  async get([name], { io, stdout }) {
    const all = await readConfig(io.env)
    if (name === undefined) return stdout.write(`${jsonText(all, { indent: true })}\n`)
    const { profile, setting } = parseSetting(name)
    const found = (profile === undefined ? all : (all.profiles?.[profile] ?? {}))[setting]
    return stdout.writeForeign(found === undefined ? '' : `${found}\n`)
  },
  async set([name, value], { io }) {
    if (name === undefined) {
      throw new UsageError('set needs a name and a value; a name alone removes the setting.', { command: 'config' })
    }
    await changeConfig(io.env, name, value)
  },
  async edit(_, context) {
    const { io } = context
    const text = await io.editText((await readConfigText(io.env)) ?? firstText, 'settings.toml')
    if (text === undefined) throw new UsageError('The editor failed; nothing was changed.', { command: 'config' })
    // Kept also where it is wrong: what was written is not to be lost, and the fault is told at once.
    await writeConfig(io.env, `${text}\n`)
    await check(context)
  },
  check: (_, context) => check(context),
}

const firstText = `# What holds where no flag and no variable says otherwise; colloquy help config lists all.
# model = "smollm2:135m"
# [profiles.work]
# base-url = "https://api.example.com/v1"
# api-key-env = "WORK_KEY"`

async function check({ io, stderr }: CommandContext): Promise<void> {
  const path = printableLine(configPath(io.env))
  if ((await readConfigText(io.env)) === undefined) return stderr.write(`There is no ${path}: nothing is set.\n`)
  const { profiles = {}, ...own } = await readConfig(io.env)
  const [count, names] = [Object.keys(own).length, Object.keys(profiles).map(printableLine)]
  const profilesTold = names.length === 0 ? '' : `; profiles: ${names.join(', ')}`
  return stderr.write(`${path} is in order: ${count} ${count === 1 ? 'setting' : 'settings'}${profilesTold}.\n`)
}

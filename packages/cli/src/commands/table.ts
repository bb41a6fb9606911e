/** Every command of `colloquy`. The parser, help, completion and the docs are made from this table. */
import type { Command, CommandRun, CommandSpec, OptionTable } from '../arguments/command-spec.ts'
import { parseArguments } from '../arguments/parse-arguments.ts'
import {
  askSections,
  benchSections,
  checkSections,
  completionSections,
  completionsSections,
  configSections,
  keysSections,
  logsSections,
  pullSections,
  serveSections,
  sessionsSections,
} from './help-sections.ts'
import { askOptions } from './ask-options.ts'
import {
  benchOptions,
  checkOptions,
  completionOptions,
  configOptions,
  doctorOptions,
  completionsOptions,
  helpOptions,
  keysOptions,
  logsOptions,
  lsOptions,
  modelsOptions,
  pullOptions,
  rmOptions,
  sessionsOptions,
  showOptions,
  versionOptions,
} from './options.ts'
import { serveOptions } from './serve-options.ts'

/** The commands in the order help lists them; the first is the default. */
export const commands: readonly Command[] = [
  command(
    {
      name: 'ask',
      summary: 'Ask a model, or converse; the default, so its name may be left out.',
      usage: ['[options]', '[options] "PROMPT"', 'ask [options] WORD…', '[options] - < FILE'],
      words: { min: 0, max: Number.POSITIVE_INFINITY },
      options: askOptions,
      sections: askSections,
    },
    async () => (await import('./ask.ts')).ask,
  ),
  command(
    {
      name: 'pull',
      summary: 'Download a model; prints the path of its file.',
      usage: ['pull NAME'],
      words: { min: 1, max: 1, name: 'catalogue' },
      options: pullOptions,
      sections: pullSections,
    },
    async () => (await import('./pull.ts')).pull,
  ),
  command(
    {
      name: 'ls',
      summary: 'List the models of this machine.',
      usage: ['ls'],
      words: { min: 0, max: 0 },
      options: lsOptions,
    },
    async () => (await import('./ls.ts')).ls,
  ),
  command(
    {
      name: 'show',
      summary: 'Tell about a model, downloaded or not.',
      usage: ['show NAME'],
      words: { min: 1, max: 1, name: 'model' },
      options: showOptions,
    },
    async () => (await import('./show.ts')).show,
  ),
  command(
    {
      name: 'rm',
      summary: 'Delete a downloaded model.',
      usage: ['rm NAME'],
      words: { min: 1, max: 1, name: 'model' },
      options: rmOptions,
    },
    async () => (await import('./rm.ts')).rm,
  ),
  command(
    {
      name: 'serve',
      summary: 'Serve a model, or an endpoint, over OpenAI’s API.',
      usage: ['serve [options]'],
      words: { min: 0, max: 0 },
      options: serveOptions,
      endsBySignal: true,
      sections: serveSections,
    },
    async () => (await import('./serve.ts')).serve,
  ),
  command(
    {
      name: 'keys',
      summary: 'Make, list and limit the keys of a server.',
      usage: [
        'keys [ls]',
        'keys add NAME [options]',
        'keys limit NAME [options]',
        'keys rotate NAME',
        'keys revoke NAME',
      ],
      words: { min: 0, max: 2 },
      options: keysOptions,
      sections: keysSections,
    },
    async () => (await import('./keys.ts')).keys,
  ),
  command(
    {
      name: 'sessions',
      summary: 'List, show, branch, export and delete conversations.',
      usage: [
        'sessions [ls]',
        'sessions show NAME',
        'sessions rename NAME NEW',
        'sessions branch NAME [NEW]',
        'sessions export NAME [FILE]',
        'sessions import FILE [NAME]',
        'sessions rm NAME…',
      ],
      words: { min: 0, max: Number.POSITIVE_INFINITY, name: 'session' },
      options: sessionsOptions,
      sections: sessionsSections,
    },
    async () => (await import('./sessions.ts')).sessions,
  ),
  command(
    {
      name: 'logs',
      summary: 'Search everything that was said.',
      usage: ['logs [-q TEXT] [-n N]', 'logs path', 'logs prune --older-than 30d'],
      words: { min: 0, max: 1 },
      options: logsOptions,
      sections: logsSections,
    },
    async () => (await import('./logs.ts')).logs,
  ),
  command(
    {
      name: 'config',
      summary: 'Show or change the settings.',
      usage: ['config get [NAME]', 'config set NAME [VALUE]', 'config path'],
      words: { min: 0, max: 3 },
      options: configOptions,
      sections: configSections,
    },
    async () => (await import('./config.ts')).config,
  ),
  command(
    {
      name: 'models',
      summary: 'Suggest models that fit into this machine.',
      usage: ['models suggest'],
      words: { min: 0, max: 1 },
      options: modelsOptions,
    },
    async () => (await import('./models.ts')).models,
  ),
  command(
    {
      name: 'bench',
      summary: 'Compare how fast endpoints answer.',
      usage: ['bench [options] URL…'],
      words: { min: 1, max: Number.POSITIVE_INFINITY },
      options: benchOptions,
      sections: benchSections,
    },
    async () => (await import('./bench.ts')).bench,
  ),
  command(
    {
      name: 'doctor',
      summary: 'Find what is wrong, and the command that mends it.',
      usage: ['doctor'],
      words: { min: 0, max: 0 },
      options: doctorOptions,
    },
    async () => (await import('./doctor.ts')).doctor,
  ),
  command(
    {
      name: 'completion',
      summary: 'Print a completion script for your shell.',
      usage: ['completion SHELL'],
      words: { min: 1, max: 1, name: 'shell' },
      options: completionOptions,
      sections: completionSections,
    },
    async () => {
      const { completion } = await import('./completion.ts')
      return completion(commands)
    },
  ),
  command(
    {
      name: 'check',
      summary: 'Check how well any server keeps to OpenAI’s API.',
      usage: ['check [options] URL'],
      words: { min: 1, max: 1 },
      options: checkOptions,
      sections: checkSections,
    },
    async () => (await import('./check.ts')).check,
  ),
  command(
    {
      name: 'completions',
      summary: 'Read and change the completions a server keeps.',
      usage: [
        'completions [ls]',
        'completions get ID',
        'completions messages ID',
        'completions update ID',
        'completions rm ID',
      ],
      words: { min: 0, max: 2 },
      options: completionsOptions,
      sections: completionsSections,
    },
    async () => (await import('./completions.ts')).completions,
  ),
  command(
    {
      name: 'help',
      summary: 'Show help for a command.',
      usage: ['help [COMMAND [ACTION]]'],
      words: { min: 0, max: 2, name: 'command' },
      options: helpOptions,
    },
    // The page is made from this very table, so it is handed over here: an import back would be a circle.
    async () => {
      const { help } = await import('./help.ts')
      return help(commands)
    },
  ),
  command(
    {
      name: 'version',
      summary: 'Print the version; so does --version.',
      usage: ['version'],
      words: { min: 0, max: 0 },
      options: versionOptions,
    },
    async () => (await import('./version.ts')).version,
  ),
]

// Ties a command's code to its own flags: `load` must give what these options parse to.
function command<const T extends OptionTable>(spec: CommandSpec<T>, load: () => Promise<CommandRun<T>>): Command {
  return {
    ...spec,
    async run(argv, context) {
      const { help, ...args } = parseArguments(spec, argv)
      if (help) {
        const { showHelp } = await import('../help/show-help.ts')
        return showHelp(commands, spec.name, context.stdout)
      }
      const run = await load()
      return run(args, context)
    },
  }
}

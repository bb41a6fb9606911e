/** Every command of `colloquy`. The parser, help, completion and the docs are made from this table. */
import type { Command } from '../arguments/command-spec.ts'
import { askOptions } from './ask-options.ts'
import { defineCommand } from './define-command.ts'
import {
  askSections,
  benchSections,
  chatSections,
  checkSections,
  completionSections,
  completionsSections,
  keysSections,
  modelsSections,
  pullSections,
  replaySections,
  schemaSections,
  serveSections,
} from './help-sections.ts'
import { keepingCommands } from './keeping-commands.ts'
import {
  benchOptions,
  checkOptions,
  completionOptions,
  doctorOptions,
  completionsOptions,
  helpOptions,
  keysOptions,
  lsOptions,
  modelsOptions,
  pullOptions,
  replayOptions,
  rmOptions,
  schemaOptions,
  showOptions,
  versionOptions,
} from './options.ts'
import { serveOptions } from './serve-options.ts'

/** The commands in the order help lists them; the first is the default. */
export const commands: readonly Command[] = [
  defineCommand(
    {
      name: 'ask',
      summary: 'Ask a model. This is the default command, so you can leave its name out.',
      usage: ['[options]', '[options] "PROMPT"', 'ask [options] WORD…', '[options] - < FILE'],
      words: { min: 0, max: Number.POSITIVE_INFINITY },
      options: askOptions,
      sections: askSections,
    },
    async () => (await import('./ask.ts')).ask,
  ),
  defineCommand(
    {
      name: 'chat',
      summary: 'Have a conversation; colloquy alone does the same at a terminal.',
      usage: ['chat [options]', 'chat [options] "PROMPT"'],
      words: { min: 0, max: Number.POSITIVE_INFINITY },
      options: askOptions,
      sections: chatSections,
    },
    async () => (await import('./chat.ts')).chat,
  ),
  ...keepingCommands,
  defineCommand(
    {
      name: 'replay',
      summary: 'Send recorded requests again, and compare the answers.',
      usage: ['replay [options] FILE'],
      words: { min: 1, max: 1 },
      options: replayOptions,
      sections: replaySections,
    },
    async () => (await import('./replay.ts')).replay,
  ),
  defineCommand(
    {
      name: 'schema',
      summary: 'Write a JSON schema, or check that it can be enforced.',
      usage: ['schema from FIELDS', 'schema check SCHEMA'],
      words: { min: 2, max: Number.POSITIVE_INFINITY },
      options: schemaOptions,
      sections: schemaSections,
    },
    async () => (await import('./schema.ts')).schema,
  ),
  defineCommand(
    {
      name: 'models',
      summary: 'Suggest models that fit this machine; search; set the default.',
      usage: ['models [suggest]', 'models search WORD…', 'models default [NAME]'],
      words: { min: 0, max: Number.POSITIVE_INFINITY, name: 'model' },
      options: modelsOptions,
      sections: modelsSections,
    },
    async () => (await import('./models.ts')).models,
  ),
  defineCommand(
    {
      name: 'pull',
      summary: 'Download a model and print the path of its file.',
      usage: ['pull NAME'],
      words: { min: 1, max: 1, name: 'catalogue' },
      options: pullOptions,
      sections: pullSections,
    },
    async () => (await import('./pull.ts')).pull,
  ),
  defineCommand(
    {
      name: 'ls',
      summary: 'List the models on this machine.',
      usage: ['ls'],
      words: { min: 0, max: 0 },
      options: lsOptions,
    },
    async () => (await import('./ls.ts')).ls,
  ),
  defineCommand(
    {
      name: 'show',
      summary: 'Show details of a model, downloaded or not.',
      usage: ['show NAME'],
      words: { min: 1, max: 1, name: 'model' },
      options: showOptions,
    },
    async () => (await import('./show.ts')).show,
  ),
  defineCommand(
    {
      name: 'rm',
      summary: 'Delete a downloaded model.',
      usage: ['rm NAME'],
      words: { min: 1, max: 1, name: 'model' },
      options: rmOptions,
    },
    async () => (await import('./rm.ts')).rm,
  ),
  defineCommand(
    {
      name: 'serve',
      summary: 'Serve models, or other servers, over OpenAI’s API.',
      usage: ['serve [options]'],
      words: { min: 0, max: 0 },
      options: serveOptions,
      endsBySignal: true,
      sections: serveSections,
    },
    async () => (await import('./serve.ts')).serve,
  ),
  defineCommand(
    {
      name: 'keys',
      summary: 'Make, list, limit and revoke a server’s keys.',
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
  defineCommand(
    {
      name: 'completions',
      summary: 'Read and change the completions that a server keeps.',
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
  defineCommand(
    {
      name: 'check',
      summary: 'Check how closely any server follows OpenAI’s API.',
      usage: ['check [options] URL'],
      words: { min: 1, max: 1 },
      options: checkOptions,
      sections: checkSections,
    },
    async () => (await import('./check.ts')).check,
  ),
  defineCommand(
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
  defineCommand(
    {
      name: 'doctor',
      summary: 'Find what is wrong with this machine’s setup, and how to fix it.',
      usage: ['doctor'],
      words: { min: 0, max: 0 },
      options: doctorOptions,
    },
    async () => (await import('./doctor.ts')).doctor,
  ),
  defineCommand(
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
  defineCommand(
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
  defineCommand(
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

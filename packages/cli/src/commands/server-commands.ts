/** The commands about servers: our own, and those of others. */
import type { Command } from '../arguments/command-spec.ts'
import { defineCommand } from './define-command.ts'
import { benchSections, checkSections, completionsSections, keysSections, serveSections } from './help-sections.ts'
import { benchOptions, checkOptions, completionsOptions, keysOptions } from './options.ts'
import { serveOptions } from './serve-options.ts'

/** In the order help lists them. */
export const serverCommands: readonly Command[] = [
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
]

/** The commands about what is kept: conversations, settings and templates. */
import type { Command } from '../arguments/command-spec.ts'
import { defineCommand } from './define-command.ts'
import { configSections, logsSections, sessionsSections, templatesSections } from './help-sections.ts'
import { configOptions, logsOptions, sessionsOptions, templatesOptions } from './options.ts'

/** In the order help lists them. */
export const keepingCommands: readonly Command[] = [
  defineCommand(
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
  defineCommand(
    {
      name: 'logs',
      summary: 'Search everything you asked and were answered.',
      usage: ['logs [list] [-q TEXT] [-n N]', 'logs path', 'logs on', 'logs off', 'logs prune --older-than 30d'],
      words: { min: 0, max: 1 },
      options: logsOptions,
      sections: logsSections,
    },
    async () => (await import('./logs.ts')).logs,
  ),
  defineCommand(
    {
      name: 'config',
      summary: 'Show or change the settings.',
      usage: ['config [get] [NAME]', 'config set NAME [VALUE]', 'config edit', 'config check', 'config path'],
      words: { min: 0, max: 3 },
      options: configOptions,
      sections: configSections,
    },
    async () => (await import('./config.ts')).config,
  ),
  defineCommand(
    {
      name: 'templates',
      summary: 'Write, list and delete saved prompts.',
      usage: ['templates [ls]', 'templates show NAME', 'templates edit NAME', 'templates rm NAME'],
      words: { min: 0, max: 2, name: 'template' },
      options: templatesOptions,
      sections: templatesSections,
    },
    async () => (await import('./templates.ts')).templates,
  ),
]

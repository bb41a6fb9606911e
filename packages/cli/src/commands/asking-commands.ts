/** The commands that ask a model. */
import type { Command } from '../arguments/command-spec.ts'
import { askOptions } from './ask-options.ts'
import { defineCommand } from './define-command.ts'
import { askSections, chatSections, replaySections, schemaSections } from './help-sections.ts'
import { replayOptions, schemaOptions } from './options.ts'

/** In the order help lists them. */
export const askingCommands: readonly Command[] = [
  defineCommand(
    {
      name: 'ask',
      summary: 'Ask a model. This is the default, so you can leave the word out.',
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
      name: 'replay',
      summary: 'Send recorded requests again, and compare the answers.',
      usage: ['replay [options] FILE'],
      words: { min: 1, max: 1 },
      options: replayOptions,
      sections: replaySections,
    },
    async () => (await import('./replay.ts')).replay,
  ),
]

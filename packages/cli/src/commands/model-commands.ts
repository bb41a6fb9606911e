/** The commands about the models on this machine. */
import type { Command } from '../arguments/command-spec.ts'
import { defineCommand } from './define-command.ts'
import { modelsSections, pullSections } from './help-sections.ts'
import { lsOptions, modelsOptions, pullOptions, rmOptions, showOptions } from './options.ts'

/** In the order help lists them. */
export const modelCommands: readonly Command[] = [
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
]

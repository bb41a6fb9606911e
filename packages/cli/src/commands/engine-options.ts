/** Flags that say how a model of this machine answers, whoever asks it: one question, a conversation, or a server. */
export const engineOptions = {
  'context-size': {
    type: 'integer',
    value: 'TOKENS',
    least: 1,
    help: 'Maximum tokens of a request and its answer together. Default: what the model was trained for, at most 8192.',
    unset: 'the model’s, at most 8192',
  },
  'context-overflow': {
    type: 'string',
    value: 'WAY',
    words: ['refuse', 'drop-oldest'],
    help: 'What to do with a longer conversation: refuse it (the default), or drop-oldest, which leaves out its oldest turns and says so in the answer.',
    unset: 'refuse',
  },
  'json-spacing': {
    type: 'string',
    value: 'WAY',
    words: ['loose', 'compact'],
    help: 'White space in answers that follow a schema: loose (the default) lets the model write a space after a comma or colon, compact does not.',
    unset: 'loose',
  },
  'chat-template': {
    type: 'string',
    value: 'FILE',
    help: 'Format prompts with this Jinja template. Default: the model’s own, which is best if it has one.',
    unset: 'the model’s own',
  },
  threads: {
    type: 'integer',
    value: 'N',
    least: 1,
    help: 'Number of threads. Default: one fewer than there are cores.',
    unset: 'one fewer than there are cores',
  },
} as const

/** Their names. */
export const engineFlags: readonly (keyof typeof engineOptions)[] = Object.keys(engineOptions).filter(isEngineFlag)

function isEngineFlag(name: string): name is keyof typeof engineOptions {
  return Object.hasOwn(engineOptions, name)
}

/** Flags that say how a model of this machine answers, whoever asks it: one question, a conversation, or a server. */
export const engineOptions = {
  'context-size': {
    type: 'integer',
    value: 'TOKENS',
    least: 1,
    help: 'Tokens a request and its answer may have together. Default: what the model was trained for, at most 8192.',
    unset: 'the model’s, at most 8192',
  },
  'context-overflow': {
    type: 'string',
    value: 'WAY',
    words: ['refuse', 'drop-oldest'],
    help: 'What becomes of a longer conversation: refuse (the default), or drop-oldest, which leaves out its oldest turns and says so in the answer.',
    unset: 'refuse',
  },
  'json-spacing': {
    type: 'string',
    value: 'WAY',
    words: ['loose', 'compact'],
    help: 'White space in answers that are held to a schema: loose (the default) lets the model write a space behind a comma or colon, compact does not.',
    unset: 'loose',
  },
  'chat-template': {
    type: 'string',
    value: 'FILE',
    help: 'Write prompts with this template in Jinja. Default: the model’s own, which is best wherever it has one.',
    unset: 'the model’s own',
  },
  threads: {
    type: 'integer',
    value: 'N',
    least: 1,
    help: 'Threads to compute with. Default: one fewer than there are cores.',
    unset: 'one fewer than cores',
  },
} as const

/** Their names. */
export const engineFlags: readonly (keyof typeof engineOptions)[] = Object.keys(engineOptions).filter(isEngineFlag)

function isEngineFlag(name: string): name is keyof typeof engineOptions {
  return Object.hasOwn(engineOptions, name)
}

/** The flags of every command but `ask` and `serve`, in the order help shows them. */
// No `satisfies`, since isolatedDeclarations cannot see through it; the command table checks each row's form.

/** Flags of `colloquy pull`. */
export const pullOptions = {
  json: { type: 'boolean', help: 'Print JSON.' },
  offline: { type: 'boolean', help: 'Download nothing; fail where the model is not on this machine.' },
} as const

/** Flags of `colloquy ls`. */
export const lsOptions = { json: { type: 'boolean', help: 'Print JSON.' } } as const

/** Flags of `colloquy rm`. */
export const rmOptions = { json: { type: 'boolean', help: 'Print JSON.' } } as const

/** Flags of `colloquy show`. */
export const showOptions = { json: { type: 'boolean', help: 'Print JSON.' } } as const

/** Flags of `colloquy keys`. */
export const keysOptions = {
  rpm: { type: 'integer', value: 'N', help: 'Requests a minute; 0 is no limit.' },
  tpm: { type: 'integer', value: 'N', help: 'Tokens a minute, of prompts and answers; 0 is no limit.' },
  parallel: { type: 'integer', value: 'N', help: 'Answers at the same time; 0 is no limit.' },
  budget: { type: 'string', value: 'N/PERIOD', help: 'Tokens a day or a month: 1000000/month; 0 is no limit.' },
  expires: { type: 'string', value: 'WHEN', help: 'Refuse the key after 90m, 12h, 30d, or from a date on.' },
  owner: {
    type: 'string',
    value: 'NAME',
    help: 'Share stored completions with the other keys of this owner. Default: the key has its own.',
  },
  grace: {
    type: 'string',
    value: 'TIME',
    help: 'Go on taking the old key for so long: 90m, 12h, 7d. Default: not at all.',
  },
  store: { type: 'string', value: 'ADDRESS', help: 'The store of the server: sqlite:FILE or postgres://…' },
  json: { type: 'boolean', help: 'Print JSON.' },
} as const

/** Flags of `colloquy sessions`. */
export const sessionsOptions = {
  json: { type: 'boolean', help: 'Print JSON.' },
  markdown: { type: 'boolean', help: 'Export for reading, not for importing.' },
} as const

/** Flags of `colloquy logs`. */
export const logsOptions = {
  query: {
    type: 'string',
    short: 'q',
    value: 'TEXT',
    help: 'Only messages that hold these words, or words that begin so.',
  },
  model: { type: 'string', short: 'm', value: 'NAME', help: 'Only answers of this model.' },
  number: { type: 'integer', short: 'n', value: 'N', help: 'How many, the latest of all. Default 20.' },
  'older-than': { type: 'string', value: 'AGE', help: 'With prune: delete what nobody touched for 12h, 30d or 8w.' },
  json: { type: 'boolean', help: 'Print JSON.' },
} as const

/** Flags of `colloquy config`. */
export const configOptions = {} as const

/** Flags of `colloquy check`. */
export const checkOptions = {
  model: { type: 'string', short: 'm', value: 'NAME', help: 'The model to ask. Default: the only one it offers.' },
  'api-key-env': {
    type: 'string',
    value: 'VARIABLE',
    help: 'The variable that holds the key. Default OPENAI_API_KEY.',
  },
  only: { type: 'string', multiple: true, value: 'PART', help: 'Only points whose name holds this. Repeatable.' },
  timeout: { type: 'integer', value: 'SECONDS', help: 'How long one answer may take. Default 120.' },
  quiet: { type: 'boolean', short: 'q', help: 'Tell only where it differs.' },
  json: { type: 'boolean', help: 'Print JSON, with every request and answer where it differs.' },
} as const

/** Flags of `colloquy models`. */
export const modelsOptions = {
  memory: { type: 'number', value: 'GB', help: 'Judge for a machine with this much memory. Default: this one.' },
  json: { type: 'boolean', help: 'Print JSON.' },
} as const

/** Flags of `colloquy templates`. */
export const templatesOptions = { json: { type: 'boolean', help: 'Print JSON.' } } as const

/** Flags of `colloquy schema`. */
export const schemaOptions = {} as const

/** Flags of `colloquy replay`. */
export const replayOptions = {
  model: { type: 'string', short: 'm', value: 'NAME', help: 'Ask this model instead of those that are named.' },
  'base-url': { type: 'string', value: 'URL', help: 'Ask this OpenAI-compatible endpoint instead of the local model.' },
  'api-key-env': {
    type: 'string',
    value: 'VARIABLE',
    help: 'The variable that holds the key. Default OPENAI_API_KEY.',
  },
  local: { type: 'boolean', help: 'Ask the local model even where OPENAI_BASE_URL is set.' },
  offline: { type: 'boolean', help: 'Download nothing; use what is on this machine. Implies --local.' },
  diff: { type: 'boolean', help: 'Tell where answers differ from those in the file, instead of printing them.' },
} as const

/** Flags of `colloquy bench`. */
export const benchOptions = {
  model: {
    type: 'string',
    short: 'm',
    value: 'NAME',
    help: 'The model to ask. Default: the only one an endpoint offers.',
  },
  number: { type: 'integer', short: 'n', value: 'N', help: 'How many answers are measured. Default 10.' },
  concurrency: { type: 'integer', short: 'c', value: 'N', help: 'How many at the same time. Default 1.' },
  'max-tokens': { type: 'integer', value: 'N', help: 'The length of an answer. Default 64.' },
  prompt: { type: 'string', value: 'TEXT', help: 'What is asked. Default: a story about a ship.' },
  'api-key-env': {
    type: 'string',
    value: 'VARIABLE',
    help: 'The variable that holds the key. Default OPENAI_API_KEY.',
  },
  json: { type: 'boolean', help: 'Print JSON; times are milliseconds.' },
} as const

/** Flags of `colloquy doctor`. */
export const doctorOptions = {
  offline: { type: 'boolean', help: 'Ask nothing of the network.' },
  json: { type: 'boolean', help: 'Print JSON.' },
} as const

/** Flags of `colloquy completion`. */
export const completionOptions = {} as const

/** Flags of `colloquy completions`. */
export const completionsOptions = {
  model: { type: 'string', short: 'm', value: 'NAME', help: 'Only those of this model.' },
  metadata: {
    type: 'string',
    multiple: true,
    value: 'NAME=VALUE',
    help: 'Only those with this pair; with update, the pairs to put in place. Repeatable.',
  },
  limit: { type: 'integer', value: 'N', help: 'How many, 1 to 100. Default 20.' },
  after: { type: 'string', value: 'ID', help: 'Go on after this one.' },
  oldest: { type: 'boolean', help: 'The oldest first.' },
  'base-url': { type: 'string', value: 'URL', help: 'The server. Default: the one of this machine, on port 8080.' },
  'api-key-env': {
    type: 'string',
    value: 'VARIABLE',
    help: 'The variable that holds the key. Default OPENAI_API_KEY, for the server of this machine COLLOQUY_API_KEY.',
  },
  json: { type: 'boolean', help: 'Print what the server answers.' },
} as const

/** Flags of `colloquy version`. */
export const versionOptions = {
  json: { type: 'boolean', help: 'Print JSON, with the versions of Node and the platform.' },
} as const

/** Flags of `colloquy help`. */
export const helpOptions = {} as const

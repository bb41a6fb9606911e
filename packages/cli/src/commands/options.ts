/** The flags of every command but `ask` and `serve`, in the order help shows them. */
// No `satisfies`, since isolatedDeclarations cannot see through it; the command table checks each row's form.

/** Flags of `colloquy pull`. */
export const pullOptions = {
  json: { type: 'boolean', help: 'Print JSON.' },
  offline: { type: 'boolean', help: 'Download nothing; fail if the model is not on this machine.' },
} as const

/** Flags of `colloquy ls`. */
export const lsOptions = { json: { type: 'boolean', help: 'Print JSON.' } } as const

/** Flags of `colloquy rm`. */
export const rmOptions = { json: { type: 'boolean', help: 'Print JSON.' } } as const

/** Flags of `colloquy show`. */
export const showOptions = { json: { type: 'boolean', help: 'Print JSON.' } } as const

/** Flags of `colloquy keys`. */
export const keysOptions = {
  rpm: { type: 'integer', value: 'N', help: 'Requests per minute; 0 is no limit.' },
  tpm: { type: 'integer', value: 'N', help: 'Tokens per minute, in prompts and answers; 0 is no limit.' },
  parallel: { type: 'integer', value: 'N', help: 'Answers at a time; 0 is no limit.' },
  budget: { type: 'string', value: 'N/PERIOD', help: 'Tokens per day or month, such as 1000000/month; 0 is no limit.' },
  expires: { type: 'string', value: 'WHEN', help: 'When the key stops working: after 90m, 12h, 30d, or on a date.' },
  owner: {
    type: 'string',
    value: 'NAME',
    help: 'Share stored completions with the other keys of this owner. Default: the key has its own.',
  },
  grace: {
    type: 'string',
    value: 'TIME',
    help: 'How long the old key still works: 90m, 12h, 7d. Default: not at all.',
  },
  store: { type: 'string', value: 'ADDRESS', help: 'The server’s store: sqlite:FILE or postgres://…' },
  json: { type: 'boolean', help: 'Print JSON.' },
} as const

/** Flags of `colloquy sessions`. */
export const sessionsOptions = {
  json: { type: 'boolean', help: 'Print JSON.' },
  markdown: { type: 'boolean', help: 'Export as Markdown, for reading; it cannot be imported.' },
} as const

/** Flags of `colloquy logs`. */
export const logsOptions = {
  query: {
    type: 'string',
    short: 'q',
    value: 'TEXT',
    help: 'Only messages with these words, or words that begin with them.',
  },
  model: { type: 'string', short: 'm', value: 'NAME', help: 'Only answers by this model.' },
  number: { type: 'integer', short: 'n', value: 'N', help: 'How many of the latest to show. Default 20.' },
  'older-than': { type: 'string', value: 'AGE', help: 'With prune: delete conversations unused for 12h, 30d or 8w.' },
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
    help: 'The environment variable that holds the key. Default OPENAI_API_KEY.',
  },
  only: { type: 'string', multiple: true, value: 'PART', help: 'Only points whose name contains this. Repeatable.' },
  timeout: { type: 'integer', value: 'SECONDS', help: 'How long to wait for one answer. Default 120.' },
  quiet: { type: 'boolean', short: 'q', help: 'Report only differences.' },
  json: { type: 'boolean', help: 'Print JSON, with the request and answer of each difference.' },
} as const

/** Flags of `colloquy models`. */
export const modelsOptions = {
  memory: { type: 'number', value: 'GB', help: 'Suggest for a machine with this much memory. Default: this one.' },
  json: { type: 'boolean', help: 'Print JSON.' },
} as const

/** Flags of `colloquy templates`. */
export const templatesOptions = { json: { type: 'boolean', help: 'Print JSON.' } } as const

/** Flags of `colloquy schema`. */
export const schemaOptions = {} as const

/** Flags of `colloquy replay`. */
export const replayOptions = {
  model: {
    type: 'string',
    short: 'm',
    value: 'NAME',
    help: 'Ask this model instead of the ones that the requests name.',
  },
  'base-url': { type: 'string', value: 'URL', help: 'Ask this OpenAI-compatible endpoint instead of the local model.' },
  'api-key-env': {
    type: 'string',
    value: 'VARIABLE',
    help: 'The environment variable that holds the key. Default OPENAI_API_KEY.',
  },
  local: { type: 'boolean', help: 'Ask the local model even if OPENAI_BASE_URL is set.' },
  offline: { type: 'boolean', help: 'Download nothing; use only what is on this machine. Implies --local.' },
  diff: { type: 'boolean', help: 'Show where answers differ from those in the file, instead of printing them.' },
} as const

/** Flags of `colloquy bench`. */
export const benchOptions = {
  model: {
    type: 'string',
    short: 'm',
    value: 'NAME',
    help: 'The model to ask. Default: the only one an endpoint offers.',
  },
  number: { type: 'integer', short: 'n', value: 'N', help: 'How many answers to measure. Default 10.' },
  concurrency: { type: 'integer', short: 'c', value: 'N', help: 'How many to ask for at a time. Default 1.' },
  'max-tokens': { type: 'integer', value: 'N', help: 'The length of an answer. Default 64.' },
  prompt: { type: 'string', value: 'TEXT', help: 'The question. Default: a story about a ship.' },
  'api-key-env': {
    type: 'string',
    value: 'VARIABLE',
    help: 'The environment variable that holds the key. Default OPENAI_API_KEY.',
  },
  json: { type: 'boolean', help: 'Print JSON; times are milliseconds.' },
} as const

/** Flags of `colloquy doctor`. */
export const doctorOptions = {
  offline: { type: 'boolean', help: 'Do not use the network.' },
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
    help: 'Only those with this pair. With update, the pairs it is to have. Repeatable.',
  },
  limit: { type: 'integer', value: 'N', help: 'How many, 1 to 100. Default 20.' },
  after: { type: 'string', value: 'ID', help: 'Start after this one.' },
  oldest: { type: 'boolean', help: 'Oldest first.' },
  'base-url': { type: 'string', value: 'URL', help: 'The server. Default: this machine’s, on port 8080.' },
  'api-key-env': {
    type: 'string',
    value: 'VARIABLE',
    help: 'The environment variable that holds the key. Default OPENAI_API_KEY; for this machine’s server, COLLOQUY_API_KEY.',
  },
  json: { type: 'boolean', help: 'Print the server’s answer as JSON.' },
} as const

/** Flags of `colloquy version`. */
export const versionOptions = {
  json: { type: 'boolean', help: 'Print JSON, including the versions of Node and the platform.' },
} as const

/** Flags of `colloquy help`. */
export const helpOptions = {} as const

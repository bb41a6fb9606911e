/** The flags of every command but `serve`, in the order help shows them. */
// No `satisfies`, since isolatedDeclarations cannot see through it; the command table checks each row's form.

/** Flags of `colloquy ask`. */
export const askOptions = {
  model: {
    type: 'string',
    short: 'm',
    value: 'NAME',
    help: 'The model: a name of `colloquy ls`, a catalogue name, or a GGUF file.',
  },
  system: { type: 'string', short: 's', value: 'TEXT', help: 'Instructions that stand before the prompt.' },
  continue: { type: 'boolean', short: 'c', help: 'Go on with the latest conversation.' },
  session: {
    type: 'string',
    value: 'NAME',
    help: 'Go on with the conversation of this name or id; a new name begins one.',
  },
  'no-history': { type: 'boolean', help: 'Neither read nor keep the history of what is typed.' },
  'no-log': { type: 'boolean', help: 'Do not keep this conversation.' },
  temperature: {
    type: 'number',
    value: 'N',
    help: 'Randomness, 0 to 2. 0 picks the likeliest word each time. Default: for a catalogue model what its makers advise, else 1.',
  },
  'top-p': { type: 'number', value: 'N', help: 'Choose among the likeliest words that hold this share, 0 to 1.' },
  'max-tokens': { type: 'integer', value: 'N', help: 'The most tokens to answer with.' },
  seed: { type: 'integer', value: 'N', help: 'The same seed and options repeat the answer.' },
  stop: {
    type: 'string',
    multiple: true,
    value: 'TEXT',
    help: 'End the answer where this text would come. Repeatable.',
  },
  option: {
    type: 'string',
    short: 'o',
    multiple: true,
    value: 'FIELD=VALUE',
    help: 'Set any other field of the request; the value is JSON or plain text. Repeatable.',
  },
  schema: {
    type: 'string',
    value: 'SCHEMA',
    help: "Hold the answer to a JSON schema: a file, JSON, or fields like 'name, age int'.",
  },
  file: {
    type: 'string',
    short: 'f',
    multiple: true,
    value: 'PLACE',
    help: 'Attach a file, a directory, an image or an address. Repeatable.',
  },
  attach: { type: 'string', short: 'a', multiple: true, value: 'PLACE', help: 'The same as --file.' },
  tool: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    help: 'Let the model call the tools this module exports. Repeatable.',
  },
  mcp: {
    type: 'string',
    multiple: true,
    value: 'COMMAND|URL',
    help: 'Let the model call the tools of this MCP server. Repeatable.',
  },
  approve: { type: 'string', value: 'MODE', help: 'Whether tools may run: ask (the default), auto or never.' },
  'max-turns': {
    type: 'integer',
    value: 'N',
    help: 'How often the model may be asked while it calls tools. Default 10.',
  },
  template: {
    type: 'string',
    short: 't',
    value: 'NAME',
    help: 'Ask with a prompt of the templates directory, or of a file; {{input}} is what you type or pipe in.',
  },
  param: {
    type: 'string',
    short: 'p',
    multiple: true,
    value: 'NAME=VALUE',
    help: 'Fill a {{place}} of the template. Repeatable.',
  },
  json: { type: 'boolean', help: 'Print the answer as one chat completion object, errors as {"error": …}.' },
  jsonl: { type: 'boolean', help: 'Print each chunk of the answer as a line of JSON, as it comes.' },
  'no-stream': { type: 'boolean', help: 'Print the answer when it is complete.' },
  extract: { type: 'boolean', short: 'x', help: 'Print only the first block of code of the answer.' },
  raw: { type: 'boolean', help: 'Show the answer as the model wrote it, even on a terminal.' },
  stats: { type: 'boolean', help: 'Tell time to the first token, speed and tokens on stderr.' },
  strict: { type: 'boolean', help: 'Fail with exit code 8 where the answer was cut at the token limit.' },
  profile: { type: 'string', value: 'NAME', help: 'Take model, endpoint and key from this profile of the settings.' },
  'base-url': { type: 'string', value: 'URL', help: 'Ask this OpenAI-compatible endpoint instead of the local model.' },
  'api-key-env': {
    type: 'string',
    value: 'VARIABLE',
    help: 'The variable that holds the key. Default OPENAI_API_KEY.',
  },
  local: { type: 'boolean', help: 'Ask the local model even where OPENAI_BASE_URL is set.' },
  offline: { type: 'boolean', help: 'Download nothing; use what is on this machine. Implies --local.' },
  'dry-run': { type: 'boolean', help: 'Print the request instead of sending it.' },
} as const

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

/** Every flag of every command, in the order help shows them. */
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

/** Flags of `colloquy serve`. */
export const serveOptions = {
  model: {
    type: 'string',
    short: 'm',
    value: 'NAME',
    multiple: true,
    oneInVariable: true,
    help: 'The model to serve: a name of `colloquy ls`, a catalogue name, or a GGUF file. Repeatable: of several, each is loaded when a request names it.',
  },
  upstream: {
    type: 'string',
    multiple: true,
    value: 'URL[,WEIGHT][,KEY-ENV]',
    help: 'Serve what this OpenAI-compatible server answers, instead of a model of this machine. Repeatable. Parts may be named: name=, weight=, key-env=, parallel=, models=A|B.',
  },
  alias: {
    type: 'string',
    multiple: true,
    value: 'NAME=MODEL',
    help: 'Answer for this name with that model of the upstreams. Repeatable.',
  },
  fallback: {
    type: 'string',
    multiple: true,
    value: 'MODEL=OTHER[,OTHER…]',
    help: 'Where no upstream answers for this model, ask for another. Repeatable.',
  },
  host: {
    type: 'string',
    value: 'ADDRESS',
    help: 'Listen here. Default 127.0.0.1, which only this machine reaches.',
    default: '127.0.0.1',
  },
  port: {
    type: 'integer',
    short: 'p',
    value: 'N',
    help: 'Listen on this port; 0 takes any free one. Default 8080.',
    default: 8080,
  },
  'api-key-file': { type: 'string', value: 'FILE', help: 'Ask callers for one of the keys in this file, one a line.' },
  store: {
    type: 'string',
    value: 'ADDRESS',
    help: 'Where completions asked for with `store: true` are kept: memory, none, sqlite:FILE or postgres://…. Default: a file of your own.',
  },
  'allow-host': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'Answer requests for this host name too. Repeatable. Default: on this machine its own names, elsewhere any.',
  },
  cors: {
    type: 'string',
    multiple: true,
    value: 'ORIGIN',
    help: 'Let pages of this origin ask: https://app.example, or *. Repeatable. Default: none but the server’s own.',
  },
  'tls-cert': { type: 'string', value: 'FILE', help: 'Serve https with this certificate chain, in PEM.' },
  'tls-key': { type: 'string', value: 'FILE', help: 'The certificate’s private key, in PEM.' },
  insecure: { type: 'boolean', help: 'Let other machines ask without a key.' },
  parallel: { type: 'integer', value: 'N', help: 'Answers at the same time, of each model. Default 4.' },
  'context-size': {
    type: 'integer',
    value: 'TOKENS',
    help: 'Tokens a request and its answer may have together. Default: what the model was trained for, at most 8192.',
  },
  'context-overflow': {
    type: 'string',
    value: 'WAY',
    help: 'What becomes of a longer conversation: refuse (the default), or drop-oldest, which leaves out its oldest turns and says so in the answer.',
  },
  deterministic: {
    type: 'boolean',
    help: 'Give the same answer to the same request and seed whoever else asks meanwhile; costs what evaluating answers together gains.',
  },
  threads: { type: 'integer', value: 'N', help: 'Threads to compute with. Default: one fewer than there are cores.' },
  'memory-limit': {
    type: 'number',
    value: 'GB',
    help: 'Memory that loaded models may take together; those used longest ago are unloaded first. Default: four fifths of what is free.',
  },
  'idle-timeout': {
    type: 'number',
    value: 'SECONDS',
    help: 'Unload a model that nobody asked for so long; the next request loads it again. Default: never.',
  },
  offline: { type: 'boolean', help: 'Download nothing; fail where the model is not on this machine.' },
  'max-queue': {
    type: 'integer',
    value: 'N',
    help: 'Requests that may wait for a place; one more is answered 503. Default 64.',
    default: 64,
  },
  'queue-timeout': {
    type: 'number',
    value: 'SECONDS',
    help: 'The longest to wait for a place at an upstream. Default 30.',
    default: 30,
  },
  'drain-delay': {
    type: 'number',
    value: 'SECONDS',
    help: 'At SIGTERM, go on for so long while /readyz says 503. Default 0.',
    default: 0,
  },
  'drain-timeout': {
    type: 'number',
    value: 'SECONDS',
    help: 'Then let answers that run come to their end for so long. Default 30.',
    default: 30,
  },
  log: {
    type: 'string',
    value: 'FORMAT',
    help: 'Write a line about each request to stderr: json, text or none. Default: text on a terminal, else json.',
  },
  'no-metrics': { type: 'boolean', help: 'Do not show metrics under /metrics.' },
  config: { type: 'string', value: 'FILE', help: 'Read settings from this TOML file; its keys are these flags.' },
  check: { type: 'boolean', help: 'Print each setting and where it comes from, and serve nothing.' },
} as const

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

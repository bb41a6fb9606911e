import { engineOptions } from './engine-options.ts'

const ownOptions = {
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
  approve: {
    type: 'string',
    value: 'MODE',
    words: ['ask', 'auto', 'never'],
    help: 'Whether tools may run: ask (the default), auto or never.',
  },
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

/** Flags of `colloquy ask`, in the order help shows them; a conversation takes the same. */
export const askOptions: typeof ownOptions & typeof engineOptions = { ...ownOptions, ...engineOptions }

import { engineOptions } from './engine-options.ts'

const whatIsServed = {
  model: {
    type: 'string',
    short: 'm',
    value: 'NAME',
    multiple: true,
    oneInVariable: true,
    help: 'The model to serve: a name of `colloquy ls`, a catalogue name, or a GGUF file. Repeatable: of several, each is loaded when a request names it.',
    unset: 'the default one, or the upstreams’',
  },
  upstream: {
    type: 'string',
    multiple: true,
    value: 'URL[,WEIGHT][,KEY-ENV]',
    help: 'Serve what this OpenAI-compatible server answers, instead of a model of this machine. Repeatable. Parts may be named: name=, weight=, key-env=, parallel=, models=A|B.',
    unset: 'none',
  },
  alias: {
    type: 'string',
    multiple: true,
    value: 'NAME=MODEL',
    help: 'Answer for this name with that model of the upstreams. Repeatable.',
    unset: 'none',
  },
  fallback: {
    type: 'string',
    multiple: true,
    value: 'MODEL=OTHER[,OTHER…]',
    help: 'Where no upstream answers for this model, ask for another. Repeatable.',
    unset: 'none',
  },
  'extra-field': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'Hand this field of a request on to the upstreams, though OpenAI’s API does not have it: top_k, chat_template_kwargs. Repeatable.',
    unset: 'none',
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
    least: 0,
    most: 65_535,
    help: 'Listen on this port; 0 takes any free one. Default 8080.',
    default: 8080,
  },
  'api-key-file': {
    type: 'string',
    value: 'FILE',
    help: 'Ask callers for one of the keys in this file, one a line.',
    unset: 'none',
  },
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
    unset: 'on this machine its own, elsewhere any',
  },
  cors: {
    type: 'string',
    multiple: true,
    value: 'ORIGIN',
    help: 'Let pages of this origin ask: https://app.example, or *. Repeatable. Default: none but the server’s own.',
    unset: 'none but its own',
  },
  'tls-cert': {
    type: 'string',
    value: 'FILE',
    help: 'Serve https with this certificate chain, in PEM.',
    unset: 'none',
  },
  'tls-key': { type: 'string', value: 'FILE', help: 'The certificate’s private key, in PEM.', unset: 'none' },
  insecure: { type: 'boolean', help: 'Let other machines ask without a key.' },
  parallel: {
    type: 'integer',
    value: 'N',
    least: 1,
    help: 'Answers at the same time, of each model. Default 4.',
    unset: '4',
  },
} as const

// Waits end at 2,000,000 s: a timer that is to wait 2 ** 31 ms fires at once.
const howItIsServed = {
  deterministic: {
    type: 'boolean',
    help: 'Give the same answer to the same request and seed whoever else asks meanwhile; costs what evaluating answers together gains.',
  },
  'memory-limit': {
    type: 'number',
    value: 'GB',
    least: 0,
    help: 'Memory that loaded models may take together; those used longest ago are unloaded first. Default: four fifths of what is free.',
    unset: 'four fifths of what is free',
  },
  'idle-timeout': {
    type: 'number',
    value: 'SECONDS',
    least: 0,
    most: 2_000_000,
    help: 'Unload a model that nobody asked for so long; the next request loads it again. Default: never.',
    unset: 'never',
  },
  offline: { type: 'boolean', help: 'Download nothing; fail where the model is not on this machine.' },
  'max-queue': {
    type: 'integer',
    value: 'N',
    least: 0,
    help: 'Requests that may wait for a place; one more is answered 503. Default 64.',
    default: 64,
  },
  'queue-timeout': {
    type: 'number',
    value: 'SECONDS',
    least: 0,
    most: 2_000_000,
    help: 'The longest to wait for a place; who would wait longer at the pace of late is answered 503 at once. Default 30.',
    default: 30,
  },
  'drain-delay': {
    type: 'number',
    value: 'SECONDS',
    least: 0,
    most: 2_000_000,
    help: 'At SIGTERM, go on for so long while /readyz says 503. Default 0.',
    default: 0,
  },
  'drain-timeout': {
    type: 'number',
    value: 'SECONDS',
    least: 0,
    most: 2_000_000,
    help: 'Then let answers that run come to their end for so long. Default 30.',
    default: 30,
  },
  log: {
    type: 'string',
    value: 'FORMAT',
    words: ['json', 'text', 'none'],
    help: 'Write a line about each request to stderr: json, text or none. Default: text on a terminal, else json.',
    unset: 'text on a terminal, else json',
  },
  retention: {
    type: 'string',
    value: 'AGE',
    help: 'Delete stored completions for good when they are so old: 12h, 30d or 8w. Default: never.',
    unset: 'never',
  },
  'no-metrics': { type: 'boolean', help: 'Do not show metrics under /metrics.' },
  config: { type: 'string', value: 'FILE', help: 'Read settings from this TOML file; its keys are these flags.' },
  check: { type: 'boolean', help: 'Print each setting and where it comes from, and serve nothing.' },
} as const

/** Flags of `colloquy serve`, in the order help shows them. */
export const serveOptions: typeof whatIsServed & typeof engineOptions & typeof howItIsServed = {
  ...whatIsServed,
  ...engineOptions,
  ...howItIsServed,
}

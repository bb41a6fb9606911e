import { engineOptions } from './engine-options.ts'

const whatIsServed = {
  model: {
    type: 'string',
    short: 'm',
    value: 'NAME',
    multiple: true,
    oneInVariable: true,
    help: 'The model to serve: a name from `colloquy ls`, a catalogue name, or a GGUF file. Repeatable; with several, each is loaded when a request names it.',
    unset: 'the default model, or those of the upstreams',
  },
  upstream: {
    type: 'string',
    multiple: true,
    value: 'URL[,WEIGHT][,KEY-ENV]',
    help: 'Pass requests on to this OpenAI-compatible server, instead of a model on this machine. Repeatable. Parts may be given by name: name=, weight=, key-env=, parallel=, models=A|B.',
    unset: 'none',
  },
  alias: {
    type: 'string',
    multiple: true,
    value: 'NAME=MODEL',
    help: 'Let callers use this name for that model of the upstreams. Repeatable.',
    unset: 'none',
  },
  fallback: {
    type: 'string',
    multiple: true,
    value: 'MODEL=OTHER[,OTHER…]',
    help: 'If no upstream answers for this model, use another. Repeatable.',
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
    help: 'Listen on this address. Default 127.0.0.1, which only this machine can reach.',
    default: '127.0.0.1',
  },
  port: {
    type: 'integer',
    short: 'p',
    value: 'N',
    least: 0,
    most: 65_535,
    help: 'Listen on this port; 0 picks a free one. Default 8080.',
    default: 8080,
  },
  'api-key-file': {
    type: 'string',
    value: 'FILE',
    help: 'Require one of the keys in this file, one per line.',
    unset: 'none',
  },
  store: {
    type: 'string',
    value: 'ADDRESS',
    help: 'Where keys, limits and stored completions are kept: memory, none, sqlite:FILE or postgres://…. Default: a file in your data directory.',
  },
  'allow-host': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'Answer requests for this host name too. Repeatable. Default: on 127.0.0.1 only this machine’s own names, otherwise any.',
    unset: 'on 127.0.0.1 this machine’s own, otherwise any',
  },
  cors: {
    type: 'string',
    multiple: true,
    value: 'ORIGIN',
    help: 'Let web pages of this origin send requests: https://app.example, or *. Repeatable. Default: only the server’s own page.',
    unset: 'only its own',
  },
  'tls-cert': {
    type: 'string',
    value: 'FILE',
    help: 'Serve https with this certificate chain, in PEM.',
    unset: 'none',
  },
  'tls-key': { type: 'string', value: 'FILE', help: 'The certificate’s private key, in PEM.', unset: 'none' },
  insecure: { type: 'boolean', help: 'Let other machines send requests without a key.' },
  parallel: {
    type: 'integer',
    value: 'N',
    least: 1,
    help: 'How many answers each model writes at a time. Default 4.',
    unset: '4',
  },
} as const

// Waits end at 2,000,000 s: a timer that is to wait 2 ** 31 ms fires at once.
const howItIsServed = {
  deterministic: {
    type: 'boolean',
    help: 'Give the same answer to the same request and seed, whatever else runs at the same time. Gives up the speed gained by evaluating answers together.',
  },
  'memory-limit': {
    type: 'number',
    value: 'GB',
    least: 0,
    help: 'Memory for all loaded models together; those used longest ago are unloaded first. Default: four fifths of what is free.',
    unset: 'four fifths of what is free',
  },
  'idle-timeout': {
    type: 'number',
    value: 'SECONDS',
    least: 0,
    most: 2_000_000,
    help: 'Unload a model after this long without a request; the next request loads it again. Default: never.',
    unset: 'never',
  },
  offline: { type: 'boolean', help: 'Download nothing; fail if the model is not on this machine.' },
  'max-queue': {
    type: 'integer',
    value: 'N',
    least: 0,
    help: 'How many requests may wait for their turn; further ones are answered 503. Default 64.',
    default: 64,
  },
  'queue-timeout': {
    type: 'number',
    value: 'SECONDS',
    least: 0,
    most: 2_000_000,
    help: 'How long a request may wait for its turn; if it would take longer at the recent pace, it is answered 503 at once. Default 30.',
    default: 30,
  },
  'drain-delay': {
    type: 'number',
    value: 'SECONDS',
    least: 0,
    most: 2_000_000,
    help: 'At SIGTERM, keep taking requests for this long while /readyz says 503. Default 0.',
    default: 0,
  },
  'drain-timeout': {
    type: 'number',
    value: 'SECONDS',
    least: 0,
    most: 2_000_000,
    help: 'Then give running answers this long to finish. Default 30.',
    default: 30,
  },
  log: {
    type: 'string',
    value: 'FORMAT',
    words: ['json', 'text', 'none'],
    help: 'Write a line about each request to stderr: json, text or none. Default: text on a terminal, otherwise json.',
    unset: 'text on a terminal, otherwise json',
  },
  retention: {
    type: 'string',
    value: 'AGE',
    help: 'Delete stored completions for good at this age: 12h, 30d or 8w. Default: never.',
    unset: 'never',
  },
  'no-metrics': { type: 'boolean', help: 'Do not offer metrics at /metrics.' },
  config: {
    type: 'string',
    value: 'FILE',
    help: 'Read settings from this TOML file, where keys are named like these flags.',
  },
  check: { type: 'boolean', help: 'Print each setting and where it comes from, without serving.' },
} as const

/** Flags of `colloquy serve`, in the order help shows them. */
export const serveOptions: typeof whatIsServed & typeof engineOptions & typeof howItIsServed = {
  ...whatIsServed,
  ...engineOptions,
  ...howItIsServed,
}

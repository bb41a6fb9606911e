import type { ChatBackend } from '../backend.ts'
import type { Transport } from '../transport/transport.ts'
import type { Answers } from './answers.ts'
import type { Dialect } from './dialect.ts'
import type { ClientOptions } from './options.ts'

/** Which server of several to ask. */
export interface ServerOptions {
  /** Addresses to choose from, in the place of `baseURL`; `{name}` in one stands for a variable. Default: none. */
  servers?: readonly (string | URL)[] | undefined
  /** The place of the address in `servers`, from 0 on. Default 0. */
  server?: number | undefined
  /** What stands in the place of `{name}` in the address that is chosen. Default: none. */
  serverVariables?: Readonly<Record<string, string>> | undefined
}

/** How a {@link ClientOptions | client} answers: over HTTP, or by a backend in this process. */
export interface ColloquyOptions extends ClientOptions, ServerOptions {
  /**
   * Answers the requests in place of an HTTP server: the embedded engine, or a script in tests. What says where and how to
   * send (`baseURL`, `apiKey`, `fetch`, `maxRetries`, …) may stay beside it and has no part then. Default: a server does.
   */
  backend?: ChatBackend | undefined
  /** How the server differs from OpenAI's. Default: in nothing. */
  dialect?: Dialect | undefined
  /** What stands between calls and their answers: `chain(…)` of `colloquy/middleware`. Default: nothing. */
  middleware?: ((answers: Answers) => Answers) | undefined
  /** What sees each attempt of each call over HTTP: `attemptHooks(…)` of `colloquy/middleware`. Default: nothing. */
  hooks?: ((transport: Transport) => Transport) | undefined
}

import type { ChatBackend } from '../backend.ts'
import type { Transport } from '../transport/transport.ts'
import type { Answers } from './answers.ts'
import type { Dialect } from './dialect.ts'
import type { ClientOptions } from './options.ts'

/** Which of several servers to use. */
export interface ServerOptions {
  /** Addresses to choose from, instead of `baseURL`. They may contain variables, written `{name}`. Default: none. */
  servers?: readonly (string | URL)[] | undefined
  /** The position in `servers` of the address to use, counted from 0. Default 0. */
  server?: number | undefined
  /** The values of the variables in that address. Default: none. */
  serverVariables?: Readonly<Record<string, string>> | undefined
}

/** How a {@link ClientOptions | client} answers: over HTTP, or by a backend in this process. */
export interface ColloquyOptions extends ClientOptions, ServerOptions {
  /**
   * Answers requests in this process instead of a server: the embedded engine, or a script in tests. Options about sending
   * (`baseURL`, `apiKey`, `fetch`, `maxRetries`, …) may still be given, and have no effect. Default: a server answers.
   */
  backend?: ChatBackend | undefined
  /** How the server differs from OpenAI's. Default: not at all. */
  dialect?: Dialect | undefined
  /** Middleware around each call, made with `chain(…)` from `colloquy/middleware`. Default: none. */
  middleware?: ((answers: Answers) => Answers) | undefined
  /** Hooks around each HTTP attempt, made with `attemptHooks(…)` from `colloquy/middleware`. Default: none. */
  hooks?: ((transport: Transport) => Transport) | undefined
}

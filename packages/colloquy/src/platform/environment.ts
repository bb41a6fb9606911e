import type { ClientOptions } from '../client/options.ts'

/** An environment variable, where the runtime has them. */
export function environment(name: string): string | undefined {
  // `fetch` is named because TypeScript wants one field that it knows of the global object.
  const runtime: { fetch: unknown; process?: { env?: Partial<Record<string, string>> } } = globalThis
  return runtime.process?.env?.[name] || undefined
}

/** Completes the options with what the environment says of key and address. */
export function fromEnvironment(options: ClientOptions): ClientOptions {
  const { apiKey = environment('OPENAI_API_KEY'), baseURL = environment('OPENAI_BASE_URL') } = options
  return { ...options, apiKey, baseURL }
}

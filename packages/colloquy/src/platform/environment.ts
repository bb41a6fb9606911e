/** An environment variable, where the runtime has them. */
export function environment(name: string): string | undefined {
  // `fetch` is named because TypeScript wants one field that it knows of the global object.
  const runtime: { fetch: unknown; process?: { env?: Partial<Record<string, string>> } } = globalThis
  return runtime.process?.env?.[name] || undefined
}

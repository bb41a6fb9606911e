import type { EngineOptions } from './engine-options.ts'
import type { Engine } from './local-engine.ts'
import { prepareEngine } from './prepare-engine.ts'

/**
 * Downloads the model if necessary, loads it, and answers chat completions with it in this process.
 *
 * Answers are repeatable: temperature 0, or the same `seed`, gives the same text again when a request runs alone.
 * Requests that run at the same time are evaluated together, which can change the last bits of a logit and so the choice
 * between two tokens that are almost equally likely; `deterministic: true` prevents that.
 *
 * Throws `NotFoundError` for an unknown model, `ModelError` if it cannot be downloaded, loaded or held in memory, and
 * `AbortError` when `signal` is aborted.
 *
 * @example
 * ```ts
 * await using engine = await createEngine({ model: 'smollm2:135m' })
 * const messages = [{ role: 'user' as const, content: 'Name a ship.' }]
 * const chunks = engine.complete({ model: 'smollm2:135m', messages }, { signal: AbortSignal.timeout(60_000) })
 * console.log((await collect(chunks)).choices[0]?.message.content)
 * ```
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const prepared = await prepareEngine(options, process.availableMemory())
  return await prepared.load(options.signal)
}

/** Which models fit into a machine. */
import type { CatalogModel } from '@colloquy/engine/models'

/** One model, judged for this machine. */
export interface ModelAdvice {
  readonly name: string
  readonly title: string
  readonly licence: string
  /** Bytes to download. */
  readonly size: number
  /** Bytes of memory it takes with 4,096 tokens of context. */
  readonly needs: number
  /** `good` leaves a third of the memory to everything else, `tight` fits, `no` does not. */
  readonly fit: 'good' | 'tight' | 'no'
}

/** The whole catalogue, smallest first. `memoryNeed` is the engine's own estimate; `memory` is that of the machine in bytes. */
export function suggestModels(
  catalog: readonly CatalogModel[],
  memoryNeed: (factors: { fileSize: number; kvBytesPerToken: number }) => number,
  memory: number,
): readonly ModelAdvice[] {
  return catalog
    .map(({ name, title, licence, size, kvBytesPerToken }): ModelAdvice => {
      const needs = memoryNeed({ fileSize: size, kvBytesPerToken })
      const fit = needs <= (memory * 2) / 3 ? 'good' : needs <= memory * 0.9 ? 'tight' : 'no'
      return { name, title, licence, size, needs, fit }
    })
    .toSorted((a, b) => a.needs - b.needs)
}

/** The largest that fits well: the one to try first. */
export function bestModel(advice: readonly ModelAdvice[]): ModelAdvice | undefined {
  return advice.findLast(({ fit }) => fit === 'good')
}

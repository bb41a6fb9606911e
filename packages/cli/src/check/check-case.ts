import type { Probe } from './probe.ts'

/** One point of the API that a server keeps or does not. */
export interface CheckCase {
  /** Stable name, as `--only` takes it: `stream.usage`. */
  readonly id: string
  /** What holds, as a sentence. */
  readonly title: string
  /** Resolves where it holds. Throws Deviation where it does not, and NotApplicable where it cannot be told. */
  run(probe: Probe): Promise<void>
}

/** The server does something else. */
export class Deviation extends Error {
  override readonly name = 'Deviation'
}

/** This server cannot be asked about this point; the message says why. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable'
}

/** Throws Deviation unless the condition holds. */
export function expectThat(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Deviation(otherwise)
}

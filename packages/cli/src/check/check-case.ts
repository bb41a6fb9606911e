import type { Probe } from './probe.ts'

/** One point of the API that a server keeps or does not. */
export interface CheckCase {
  /** Stable name, as `--only` takes it: `stream.usage`. */
  readonly id: string
  /** What holds, as a sentence. */
  readonly title: string
  /** True where OpenAI's service does so, but neither the published schemas nor their texts say it. Default false. */
  readonly habit?: boolean
  /** Resolves where it holds. Throws Deviation where it does not, and NotApplicable where it cannot be told. */
  run(probe: Probe): Promise<void>
}

/** Decides who answers: the model in this process, or an endpoint. */
import type { EnginePoolOptions } from '@colloquy/engine'
import { UsageError } from '../arguments/usage-error.ts'
import type { Environment } from '../environment.ts'

/** The embedded engine with this model. */
export interface LocalTarget {
  readonly kind: 'local'
  /** Undefined means the default model. */
  readonly model: string | undefined
  /** Use only what is on this machine. */
  readonly offline: boolean
  /** What flags say of the engine beside; absent: the engine's defaults. */
  readonly engine?: EngineSettings
}

/** Powers of the engine that flags set, by the engine's own names and in its units. */
export interface EngineSettings extends Pick<
  EnginePoolOptions,
  | 'contextSize'
  | 'contextOverflow'
  | 'jsonSpacing'
  | 'chatTemplate'
  | 'deterministic'
  | 'threads'
  | 'memoryLimit'
  | 'idleTimeout'
> {
  /** Models beside the first; each is loaded when a request names it. */
  readonly otherModels: readonly string[]
}

/** An OpenAI-compatible endpoint; without a model, the only one it offers is taken. */
export interface EndpointTarget {
  readonly kind: 'endpoint'
  readonly baseURL: string
  readonly model: string | undefined
  readonly apiKey: string | undefined
  /** Milliseconds an answer may take. Default: none but until the first token, ten minutes. */
  readonly timeout?: number
  /** How often a call that failed is repeated. Default: the client's. */
  readonly retries?: number
}

/** Who is asked. */
export type Target = LocalTarget | EndpointTarget

/** The flags that decide about it. */
export interface TargetOptions {
  readonly model?: string | undefined
  readonly 'base-url'?: string | undefined
  readonly 'api-key-env'?: string | undefined
  readonly local?: boolean | undefined
  readonly offline?: boolean | undefined
}

/**
 * Flag before environment before default. A key alone never sends a prompt away: without a base URL the local model
 * answers. `urlIs` is what a message calls the URL, where a command takes it as a word.
 */
export function chooseTarget(options: TargetOptions, env: Environment, urlIs = '--base-url'): Target {
  const flagURL = options['base-url']
  const model = options.model ?? (env['COLLOQUY_MODEL'] || undefined)
  const stayHere = options.local === true ? '--local' : options.offline === true ? '--offline' : undefined
  if (flagURL !== undefined && stayHere !== undefined) {
    throw new UsageError(`--base-url and ${stayHere} contradict each other.`, {
      command: 'ask',
      advice: `Leave out --base-url to ask the local model, or ${stayHere} to ask the endpoint.`,
    })
  }
  const baseURL = stayHere === undefined ? (flagURL ?? (env['OPENAI_BASE_URL'] || undefined)) : undefined
  if (baseURL === undefined) return { kind: 'local', model, offline: options.offline === true }
  checkURL(baseURL, flagURL === undefined ? 'OPENAI_BASE_URL' : urlIs)
  return { kind: 'endpoint', baseURL, model, apiKey: readKey(options['api-key-env'], env) }
}

/** What a person waits for before the first word. */
export function waitsFor(target: Target): string {
  if (target.kind === 'endpoint') return `waiting for ${new URL(target.baseURL).host}`
  return `loading ${target.model ?? 'the model'}`
}

function checkURL(text: string, source: string): void {
  if (/^https?:$/u.test(URL.canParse(text) ? new URL(text).protocol : '')) return
  throw new UsageError(`${source} is "${text}"; it must be a URL that begins with http:// or https://.`, {
    command: 'ask',
    advice: `For example ${source === 'OPENAI_BASE_URL' ? `${source}=` : source === '--base-url' ? `${source} ` : ''}http://localhost:8000/v1.`,
  })
}

function readKey(name: string | undefined, env: Environment): string | undefined {
  if (name === undefined) return env['OPENAI_API_KEY'] || undefined
  const key = env[name]
  if (key) return key
  // Do not repeat the value: someone who misunderstood the flag may have written the key itself there.
  throw new UsageError('--api-key-env names a variable that is not set.', {
    command: 'ask',
    advice: 'Name the variable that holds the key, not the key itself: --api-key-env MY_KEY.',
  })
}

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CatalogModel } from '../catalog.ts'
import type { DownloadEvent } from '../download/download-event.ts'
import { ensureModel, type EnsureModelOptions, type ModelFile } from '../ensure-model.ts'
import type { ModelReference } from '../model-reference.ts'
import { LoopbackHost } from './loopback-host.ts'

/** A host, an empty home and an empty folder of models for one test. */
export class TestBench implements AsyncDisposable {
  readonly host: LoopbackHost
  readonly home: string
  readonly directory: string
  /** Settings that lead every source to the host. */
  readonly env: Record<string, string>
  readonly events: DownloadEvent[] = []

  private constructor(host: LoopbackHost, home: string) {
    this.host = host
    this.home = home
    this.directory = join(home, 'models')
    this.env = {
      HOME: home,
      USERPROFILE: home,
      COLLOQUY_MODELS: this.directory,
      PIP_CONFIG_FILE: '/dev/null',
      PIP_INDEX_URL: `${host.url}/simple`,
      npm_config_registry: `${host.url}/npm/`,
      HF_ENDPOINT: `${host.url}/hub`,
    }
  }

  static async set(): Promise<TestBench> {
    return new TestBench(await LoopbackHost.start(), await mkdtemp(join(tmpdir(), 'colloquy-models-')))
  }

  /** Makes sure of a model, with this bench's settings; events are collected. */
  ensure(reference: string | ModelReference, options: EnsureModelOptions = {}): Promise<ModelFile> {
    return ensureModel(reference, { env: this.env, onProgress: (event) => this.events.push(event), ...options })
  }

  /** The events of one kind, so far. */
  eventsOf<Type extends DownloadEvent['type']>(type: Type): Extract<DownloadEvent, { type: Type }>[] {
    return this.events.filter((event): event is Extract<DownloadEvent, { type: Type }> => event.type === type)
  }

  /** Names of the unfinished files. */
  async unfinished(): Promise<string[]> {
    return readdir(join(this.directory, '.partial'))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.host[Symbol.asyncDispose]()
    await rm(this.home, { recursive: true, force: true })
  }
}

/** A reference to a model of a catalogue made up for a test. */
export function catalogued(model: Pick<CatalogModel, 'sources'> & Partial<CatalogModel>): ModelReference {
  const name = model.name ?? 'made-up:1b'
  const entry = {
    name,
    title: 'Made up',
    licence: 'Apache-2.0',
    parameters: 100_000,
    quantisation: 'F32',
    size: 400_000,
    sizeExact: false,
    contextLength: 1024,
    kvBytesPerToken: 1024,
    ...model,
  }
  return { kind: 'catalog', name, model: entry }
}

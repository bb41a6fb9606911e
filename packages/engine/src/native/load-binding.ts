import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

import { ModelError } from 'colloquy'

import { bindingPackages, type GpuSupport, type Machine } from './binding-package.ts'
import type { NativeBinding } from './binding.ts'
import { NativeLog } from './native-log.ts'

/** A native build that is loaded and ready. */
export interface LoadedBinding {
  readonly binding: NativeBinding
  readonly packageName: string
  readonly log: NativeLog
}

/** What tests replace; defaults are this machine's. */
export interface LoadBindingOptions {
  machine?: Machine
  env?: Readonly<Record<string, string | undefined>>
  /** Folder of an installed package's builds; undefined where the package is not installed. */
  locate?: (packageName: string) => string | undefined
}

const require = createRequire(import.meta.url)
// A build can be initialised once in a process; engines share it.
const loaded = new Map<string, Promise<LoadedBinding>>()

/**
 * Loads the native build of llama.cpp that fits this machine, once per process.
 * Throws `ModelError` with code `engine_unavailable` that names the package to install when there is none.
 */
export async function loadBinding(gpu: GpuSupport, options: LoadBindingOptions = {}): Promise<LoadedBinding> {
  const machine = options.machine ?? { platform: process.platform, arch: process.arch }
  const candidates = bindingPackages(gpu, machine)
  const failures: unknown[] = []
  for (const packageName of candidates) {
    const folder = (options.locate ?? locatePackage)(packageName)
    if (folder === undefined) continue
    try {
      return await loadOnce(packageName, folder, options.env ?? process.env)
    } catch (error) {
      failures.push(error)
    }
  }
  throw unavailable(gpu, machine, candidates, failures)
}

function loadOnce(
  packageName: string,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<LoadedBinding> {
  const known = loaded.get(folder)
  if (known !== undefined) return known
  const loading = load(packageName, folder, env)
  loaded.set(folder, loading)
  loading.catch(() => loaded.delete(folder))
  return loading
}

async function load(
  packageName: string,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<LoadedBinding> {
  const binding: NativeBinding = require(path.join(folder, addonFile))
  const log = new NativeLog(binding, env)
  binding.loadBackends()
  // The processor's own build (AVX2, AVX-512, …) is a library beside the addon; without it there is no backend at all.
  if (binding.getGpuType() === undefined) binding.loadBackends(folder)
  await binding.init()
  return { binding, packageName, log }
}

const addonFile = 'llama-addon.node'

function locatePackage(packageName: string): string | undefined {
  try {
    const builds = path.join(path.dirname(require.resolve(packageName)), '..', 'bins')
    const name = readdirSync(builds).find((entry) => existsSync(path.join(builds, entry, addonFile)))
    return name === undefined ? undefined : path.join(builds, name)
  } catch {
    return undefined
  }
}

function unavailable(
  gpu: GpuSupport,
  machine: Machine,
  candidates: readonly string[],
  failures: readonly unknown[],
): ModelError {
  const where = `${machine.platform} ${machine.arch}`
  const wish = gpu === 'auto' || gpu === 'none' ? '' : ` with ${gpu}`
  if (candidates.length === 0) {
    return new ModelError(
      `There is no native build of the engine for ${where}${wish}. ` +
        'Use another machine, or point `baseURL` at a server that runs the model.',
      { code: 'engine_unavailable' },
    )
  }
  const wanted = candidates.at(-1) ?? ''
  if (failures.length > 0) {
    const cause = failures.at(-1)
    const reason = cause instanceof Error ? cause.message : String(cause)
    return new ModelError(`The engine's native build for ${where}${wish} does not load: ${reason}`, {
      code: 'engine_unavailable',
      cause,
    })
  }
  return new ModelError(
    `The engine's native build for ${where}${wish} is not installed. Run \`npm install ${wanted}@${bindingVersion}\`; ` +
      'it is left out when npm runs with --omit=optional or the lock file was made on another system.',
    { code: 'engine_unavailable' },
  )
}

/** The version of the native build this engine was written and tested against. */
export const bindingVersion = '3.22.1'
